package orderimport;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** The packages and the allowed dependencies between them. */
@AnalyzeClasses(packages = "orderimport", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("orderimport.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule carriers_are_independent =
      slices().matching("orderimport.carrier.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule only_spreadsheet_uses_the_parsers =
      ArchRuleDefinition.noClasses()
          .that()
          .resideOutsideOfPackage("orderimport.spreadsheet..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.poi..", "com.opencsv..", "de.siegmar..", "com.fasterxml.aalto..");

  /** Spring Boot would also register such beans as filters of the servlet container. */
  @ArchTest
  static final ArchRule filters_of_the_security_chain_are_not_beans =
      ArchRuleDefinition.noClasses()
          .that()
          .areAssignableTo("jakarta.servlet.Filter")
          .should()
          .beMetaAnnotatedWith("org.springframework.stereotype.Component");

  @ArchTest
  static final ArchRule only_job_and_cluster_use_spring_batch =
      ArchRuleDefinition.noClasses()
          .that()
          .resideOutsideOfPackages("orderimport.job..", "orderimport.cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework.batch..");

  @ArchTest
  static final ArchRule only_cluster_uses_spring_integration =
      ArchRuleDefinition.noClasses()
          .that()
          .resideOutsideOfPackage("orderimport.cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework.integration..", "org.springframework.batch.integration..");

  @ArchTest
  static final ArchRule allowed_dependencies =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("orderimport..")
          .withOptionalLayers(true)
          .layer("problem")
          .definedBy("orderimport.problem..")
          .layer("spreadsheet")
          .definedBy("orderimport.spreadsheet..")
          .layer("connection")
          .definedBy("orderimport.connection..")
          .layer("carrier")
          .definedBy("orderimport.carrier..")
          .layer("heading")
          .definedBy("orderimport.heading..")
          .layer("binding")
          .definedBy("orderimport.binding..")
          .layer("staging")
          .definedBy("orderimport.staging..")
          .layer("imports")
          .definedBy("orderimport.imports..")
          .layer("order")
          .definedBy("orderimport.order..")
          .layer("placement")
          .definedBy("orderimport.placement..")
          .layer("address")
          .definedBy("orderimport.address..")
          .layer("tracking")
          .definedBy("orderimport.tracking..")
          .layer("report")
          .definedBy("orderimport.report..")
          .layer("job")
          .definedBy("orderimport.job..")
          .layer("cluster")
          .definedBy("orderimport.cluster..")
          .layer("sandbox")
          .definedBy("orderimport.sandbox..")
          .layer("database")
          .definedBy("orderimport.database..")
          .layer("web")
          .definedBy("orderimport.web..")
          .layer("notification")
          .definedBy("orderimport.notification..")
          .layer("inbox")
          .definedBy("orderimport.inbox..")
          .layer("retention")
          .definedBy("orderimport.retention..")
          .layer("background")
          .definedBy("orderimport.background..")
          .layer("monitoring")
          .definedBy("orderimport.monitoring..")
          .layer("cli")
          .definedBy("orderimport.cli..")
          .whereLayer("problem")
          .mayNotAccessAnyLayer()
          .whereLayer("spreadsheet")
          .mayOnlyAccessLayers("problem")
          .whereLayer("connection")
          .mayNotAccessAnyLayer()
          .whereLayer("carrier")
          .mayOnlyAccessLayers("problem")
          .whereLayer("database")
          .mayNotAccessAnyLayer()
          .whereLayer("imports")
          .mayOnlyAccessLayers("problem", "spreadsheet", "database")
          .whereLayer("heading")
          .mayOnlyAccessLayers("problem", "carrier", "imports", "spreadsheet")
          .whereLayer("binding")
          .mayOnlyAccessLayers("problem", "carrier", "imports", "spreadsheet", "heading")
          .whereLayer("staging")
          .mayOnlyAccessLayers("problem", "carrier", "imports", "spreadsheet", "heading", "binding")
          .whereLayer("order")
          .mayOnlyAccessLayers("problem", "imports", "database")
          .whereLayer("placement")
          .mayOnlyAccessLayers(
              "problem", "carrier", "connection", "order", "heading", "binding", "imports")
          .whereLayer("address")
          .mayOnlyAccessLayers("problem", "carrier", "binding", "imports", "placement")
          .whereLayer("tracking")
          .mayOnlyAccessLayers(
              "problem", "carrier", "imports", "placement", "report", "notification", "database")
          .whereLayer("cluster")
          .mayOnlyAccessLayers("problem", "carrier", "heading", "imports", "job", "database")
          .whereLayer("sandbox")
          .mayOnlyAccessLayers("problem", "carrier")
          .whereLayer("report")
          .mayOnlyAccessLayers(
              "problem",
              "imports",
              "heading",
              "binding",
              "staging",
              "spreadsheet",
              "carrier",
              "database")
          .whereLayer("web")
          .mayOnlyAccessLayers(
              "problem",
              "carrier",
              "heading",
              "binding",
              "background",
              "imports",
              "inbox",
              "order",
              "tracking",
              "notification",
              "report",
              "job",
              "spreadsheet",
              "database")
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("notification")
          .mayOnlyAccessLayers("carrier", "connection", "database")
          .whereLayer("inbox")
          .mayOnlyAccessLayers(
              "problem", "notification", "job", "imports", "report", "carrier", "database")
          .whereLayer("retention")
          .mayOnlyAccessLayers(
              "problem",
              "imports",
              "order",
              "address",
              "report",
              "carrier",
              "job",
              "inbox",
              "notification")
          .whereLayer("background")
          .mayOnlyAccessLayers(
              "problem",
              "imports",
              "inbox",
              "notification",
              "report",
              "retention",
              "job",
              "tracking")
          .whereLayer("monitoring")
          .mayOnlyAccessLayers("inbox", "imports", "order", "placement", "carrier")
          .whereLayer("monitoring")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();
}
