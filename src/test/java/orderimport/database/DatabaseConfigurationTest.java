package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseConfigurationTest {
  /** The default, unless the environment sets another one for all tests. */
  private static final int POOL_SIZE =
      Integer.parseInt(
          System.getenv().getOrDefault("SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", "12"));

  private final ApplicationContextRunner program =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class))
          .withUserConfiguration(DatabaseConfiguration.class);

  @TempDir
  private @SuppressWarnings("NullAway.Init") Path temp;

  @Test
  void the_embedded_server_is_started_migrated_and_stopped() {
    DataFolder folder = DataFolder.in(temp);

    program
        .withPropertyValues("order-import.data-dir=" + folder.path(), "spring.datasource.url=")
        .run(
            context -> {
              assertThat(imports(context)).isZero();
              assertThat(context.getBean(HikariDataSource.class).getMaximumPoolSize())
                  .isEqualTo(POOL_SIZE);
              assertThat(folder.postmaster()).isPresent();
            });
    assertThat(folder.postmaster()).isEmpty();
  }

  @Test
  void a_configured_server_is_used_without_a_data_directory() {
    TestDatabase.Database given = TestDatabase.database();
    Path data = temp.resolve("data");

    program
        .withPropertyValues(
            "order-import.data-dir=" + data,
            "spring.datasource.url=" + given.url(),
            "spring.datasource.username=" + given.username(),
            "spring.datasource.password=" + given.password())
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(EmbeddedPostgres.class);
              assertThat(imports(context)).isZero();
              assertThat(context.getBean(HikariDataSource.class).getMaximumPoolSize())
                  .isEqualTo(POOL_SIZE);
            });
    assertThat(data).doesNotExist();
  }

  @Test
  @Tag("long")
  void two_programs_can_start_at_once_on_an_empty_folder() {
    DataFolder folder = DataFolder.in(temp);
    Runnable start =
        () ->
            program
                .withPropertyValues("order-import.data-dir=" + folder.path())
                .run(context -> assertThat(imports(context)).isZero());

    CompletableFuture.allOf(CompletableFuture.runAsync(start), CompletableFuture.runAsync(start))
        .join();
  }

  @Test
  void an_unreachable_server_is_named_without_its_password() {
    String url = "jdbc:postgresql://127.0.0.1:1/orders?password=s3cret";

    program
        .withPropertyValues("spring.datasource.url=" + url, "spring.datasource.username=me")
        .run(
            context ->
                assertThat(
                        DatabaseUnavailableException.explain(
                            Objects.requireNonNull(context.getStartupFailure()), url))
                    .hasValueSatisfying(
                        text ->
                            assertThat(text.getMessage())
                                .contains("orders at 127.0.0.1:1 cannot be reached")
                                .contains("spring.datasource.url")
                                .doesNotContain("s3cret")));
  }

  private static long imports(ApplicationContext context) {
    return JdbcClient.create(context.getBean(DataSource.class))
        .sql("select count(*) from import")
        .query(Long.class)
        .single();
  }
}
