package orderimport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import orderimport.OrderImport;
import orderimport.ShippedConfiguration;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.messaging.MessageChannel;

/** Only an external database has beans for several machines, which do nothing at the start. */
class ClusterBeansTest {
  @TempDir Path folder;

  private ConfigurableApplicationContext start(Map<String, Object> settings) {
    return new SpringApplicationBuilder(OrderImport.class)
        .web(WebApplicationType.NONE)
        .properties(
            "spring.config.location=classpath:order-import.properties,"
                + "classpath:job-config/application.yml")
        .initializers(new ShippedConfiguration())
        .properties(settings)
        .run("--order-import.data-dir=" + folder.resolve("data"));
  }

  private static boolean isOfCluster(ConfigurableApplicationContext program, String name) {
    Class<?> type = program.getType(name);
    return type != null
        && (type.getName().matches("org\\.springframework\\.(integration|session)\\..*")
            || type.getPackage().equals(PartitionWorker.class.getPackage()));
  }

  @Test
  @Tag("long")
  void the_embedded_database_has_none_of_them() {
    try (ConfigurableApplicationContext program = start(Map.of())) {
      assertThat(program.getBeanDefinitionNames()).noneMatch(name -> isOfCluster(program, name));
      assertThat(program.getBeanProvider(PartitionHandler.class).stream()).isEmpty();
      assertThat(program.getBeanProvider(MessageChannel.class).stream()).isEmpty();
    }
  }

  @Test
  void an_external_database_has_them_without_threads_and_connections() {
    TestDatabase.Database database = TestDatabase.database();
    Map<String, Object> settings =
        Map.of(
            "spring.datasource.url", database.url(),
            "spring.datasource.username", database.username(),
            "spring.datasource.password", database.password());
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (ConfigurableApplicationContext program = start(settings)) {
      assertThat(program.getBeanProvider(PartitionHandler.class).stream()).hasSize(1);
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> !before.contains(thread))
          .noneMatch(
              thread ->
                  thread
                      .getName()
                      .matches("(part-|cluster|postgres-channel|order-import-messages).*"));
      JdbcClient sql = JdbcClient.create(database.dataSource());
      assertThat(sql.sql("select count(*) from cluster_member").query(Long.class).single())
          .isZero();
      assertThat(
              sql.sql("select query from pg_stat_activity where datname = current_database()")
                  .query(String.class)
                  .list())
          .noneMatch(query -> query.contains("LISTEN"));
      assertThat(Arrays.asList(program.getBeanDefinitionNames())).contains("partitionRequests");
    }
  }
}
