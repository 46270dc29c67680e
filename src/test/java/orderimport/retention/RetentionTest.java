package orderimport.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import orderimport.OrderImport;
import orderimport.ShippedConfiguration;
import orderimport.database.TestDatabase;
import orderimport.imports.ImportOptions;
import orderimport.imports.ProgressListener;
import orderimport.job.ImportService;
import orderimport.job.RunResult.Finished;
import orderimport.problem.English;
import orderimport.report.ResultStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What is deleted after its retention period, and what is kept. */
@SpringBootTest(
    classes = OrderImport.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "spring.config.location=classpath:order-import.properties,"
          + "classpath:job-config/application.yml",
      "order-import.retention.rows=30d",
      "order-import.retention.reports=60d"
    })
@ContextConfiguration(initializers = ShippedConfiguration.class)
class RetentionTest {
  private static final TestDatabase.Database DATABASE = TestDatabase.database();
  private static final String HEADINGS =
      "carrier,order_ref,type,address.address,address.zip,address.city";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path data;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", DATABASE::url);
    registry.add("spring.datasource.username", DATABASE::username);
    registry.add("spring.datasource.password", DATABASE::password);
    registry.add("order-import.data-dir", data::toString);
  }

  @Autowired ImportService importService;
  @Autowired Retention retention;
  @Autowired DataSource dataSource;

  private Finished run(String name, ImportOptions options, String... orders) throws IOException {
    Path file = data.resolve(name);
    Files.writeString(file, HEADINGS + "\n" + String.join("\n", orders) + "\n");
    return (Finished) importService.importFile(file, options, false, ProgressListener.NONE);
  }

  private static String order(String ref) {
    return "telecomx,%s,DSL,Storegade 1,8000,Aarhus".formatted(ref);
  }

  private void setFinishedDaysAgo(Finished finished, int days) {
    JdbcClient.create(dataSource)
        .sql("update import set finished_at = now() - make_interval(days => ?) where id = ?")
        .params(days, finished.orderImport().id())
        .update();
  }

  private long rows(Finished finished) {
    return JdbcClient.create(dataSource)
        .sql("select count(*) from row_block where import_id = ?")
        .param(finished.orderImport().id())
        .query(Long.class)
        .single();
  }

  private static Path upload(Finished finished, int daysOld) throws IOException {
    return upload(String.valueOf(finished.orderImport().id()), daysOld);
  }

  private static Path upload(String name, int daysOld) throws IOException {
    Path file = Files.createDirectories(data.resolve("uploads")).resolve(name);
    Files.writeString(file, HEADINGS);
    return Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().minusSeconds(daysOld * 24L * 3600)));
  }

  @Test
  void results_of_address_look_ups_are_deleted_when_no_import_uses_them() {
    JdbcClient sql = JdbcClient.create(dataSource);
    Map.of("MATCH", 36, "NO_MATCH", 7, "SEVERAL", 9, "STREET_ONLY", 9, "FAILED", 9)
        .forEach((outcome, days) -> addAddressLookup(sql, outcome, days));
    addAddressLookup(sql, "MATCH", 38);

    assertThat(retention.purge().addresses()).isEqualTo(4);

    assertThat(sql.sql("delete from address_lookup returning outcome").query(String.class).list())
        .containsExactlyInAnyOrder("MATCH", "NO_MATCH");
  }

  private static void addAddressLookup(JdbcClient sql, String outcome, int daysOld) {
    sql.sql(
            "insert into address_lookup (carrier, host, address_key, outcome, asked_at) values"
                + " ('telecomx', 'a test', ?, ?, now() - make_interval(days => ?))")
        .params(outcome + daysOld, outcome, daysOld)
        .update();
  }

  @Test
  void old_rows_and_files_are_deleted_but_orders_are_kept() throws IOException {
    Finished young = run("young.csv", ImportOptions.NONE, order("R-1"));
    Finished old =
        run("old.csv", ImportOptions.NONE, order("R-2"), order("R-3").replace("8000", ""));
    Finished ancient = run("ancient.csv", ImportOptions.NONE, order("R-4"));
    Finished held = run("held.csv", ImportOptions.NONE.withHold(), order("R-5"));
    Path dryRun = Files.createDirectories(data.resolve("reports/validate-7"));
    Files.setLastModifiedTime(dryRun, FileTime.from(Instant.now().minusSeconds(61L * 24 * 3600)));
    Path other = Files.createDirectories(data.resolve("reports/of another program"));
    setFinishedDaysAgo(young, 29);
    setFinishedDaysAgo(old, 31);
    setFinishedDaysAgo(ancient, 61);
    setFinishedDaysAgo(held, 400);

    List<Path> kept =
        List.of(
            upload(young, 400), upload(held, 400), upload("999999999", 29), upload("a note", 400));
    List<Path> deleted = List.of(upload(old, 1), upload(ancient, 1), upload("999999998", 31));

    assertThat(retention.purge()).isEqualTo(new Retention.Purged(2, 3, 2, 0, 0, 0));
    assertThat(retention.purge()).isEqualTo(new Retention.Purged(0, 0, 0, 0, 0, 0));

    assertThat(List.of(rows(young), rows(old), rows(ancient), rows(held)))
        .isEqualTo(List.of(1L, 0L, 0L, 1L));
    assertThat(List.of(young.folder(), old.folder(), held.folder(), other))
        .allSatisfy(folder -> assertThat(folder).exists());
    assertThat(List.of(ancient.folder(), dryRun))
        .allSatisfy(folder -> assertThat(folder).doesNotExist());

    assertThat(kept).allSatisfy(file -> assertThat(file).exists());
    assertThat(deleted).allSatisfy(file -> assertThat(file).doesNotExist());

    Finished shown = (Finished) importService.show(old.orderImport().id());
    assertThat(shown.counts().orders(ResultStatus.ACCEPTED)).isEqualTo(1);
    assertThat(shown.fileProblems())
        .singleElement()
        .extracting(English::message)
        .asString()
        .contains("Rows and problems were deleted on")
        .contains("2 rows read = 1 accepted + 1 invalid");
    importService.report(ancient.orderImport().id());
    assertThat(ancient.folder().resolve("report.html")).content().contains("were deleted on");
    assertThat(Files.readString(ancient.folder().resolve("orders.jsonl"))).contains("R-4");

    Finished again = run("again.csv", ImportOptions.NONE, order("R-2"), order("R-4"));
    assertThat(again.counts().orders(ResultStatus.DUPLICATE)).isEqualTo(2);
  }

  @Test
  void the_job_history_is_deleted_with_the_rows() throws IOException {
    Finished young = run("h-young.csv", ImportOptions.NONE, order("H-1"));
    Finished old = run("h-old.csv", ImportOptions.NONE, order("H-2"));
    Finished held = run("h-held.csv", ImportOptions.NONE.withHold(), order("H-3"));
    Path dryRun = data.resolve("h-dry.csv");
    Files.writeString(dryRun, HEADINGS + "\n" + order("H-4") + "\n");
    importService.validate(dryRun, ImportOptions.NONE, ProgressListener.NONE);
    setFinishedDaysAgo(old, 31);
    setFinishedDaysAgo(held, 400);
    sql().sql("update batch_job_execution set last_updated = now() - interval '31 days'").update();
    importService.place(young.orderImport().id(), ProgressListener.NONE);
    long jobs = count("batch_job_instance");

    int deleted = retention.purge().jobs();

    assertThat(jobsOf(old)).isZero();
    assertThat(jobsOf(young)).isEqualTo(2);
    assertThat(jobsOf(held)).isEqualTo(1);
    assertThat(count("batch_job_instance")).isEqualTo(jobs - deleted);
    assertThat(
            count(
                "batch_job_execution_params where parameter_name = 'importId'"
                    + " and parameter_value::bigint < 0"))
        .as("jobs of dry runs")
        .isZero();
    assertThat(retention.purge().jobs()).isZero();

    Finished placed = (Finished) importService.place(old.orderImport().id(), ProgressListener.NONE);
    assertThat(placed.exitCode()).isZero();
    assertThat(placed.ranNow()).isFalse();
    assertThat(jobsOf(old)).isZero();
    Finished shown = run("h-old.csv", ImportOptions.NONE, order("H-2"));
    assertThat(shown.orderImport().id()).isEqualTo(old.orderImport().id());
    assertThat(
            ((Finished) importService.place(held.orderImport().id(), ProgressListener.NONE))
                .exitCode())
        .isZero();
  }

  @Test
  void inbox_runs_are_deleted_except_the_latest() {
    sql().sql("insert into inbox (name) values ('purged'), ('other')").update();
    sql()
        .sql(
            """
            insert into inbox_run (inbox, trigger_type, started_at, ended_at)
            select name, 'COMMAND', now() - age, now() - age
            from (values ('purged', interval '40 days'), ('purged', interval '35 days'),
              ('purged', interval '1 day'), ('other', interval '40 days')) as r (name, age)\
            """)
        .update();

    retention.purge();

    assertThat(count("inbox_run where inbox = 'purged'")).isEqualTo(1);
    assertThat(count("inbox_run where inbox = 'other'")).isEqualTo(1);
  }

  private JdbcClient sql() {
    return JdbcClient.create(dataSource);
  }

  private long count(String from) {
    return sql().sql("select count(*) from " + from).query(Long.class).single();
  }

  private long jobsOf(Finished finished) {
    return sql()
        .sql(
            "select count(distinct e.job_instance_id) from batch_job_execution e"
                + " join batch_job_execution_params p on p.job_execution_id = e.job_execution_id"
                + " where p.parameter_name = 'importId' and p.parameter_value = ?")
        .param(String.valueOf(finished.orderImport().id()))
        .query(Long.class)
        .single();
  }
}
