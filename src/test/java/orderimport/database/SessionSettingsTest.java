package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The settings of the program's sessions, whatever an administrator or a user has set. */
class SessionSettingsTest {
  private final TestDatabase.Database database = TestDatabase.database();
  private final ApplicationContextRunner program =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class))
          .withUserConfiguration(DatabaseConfiguration.class)
          .withPropertyValues(
              "spring.datasource.url=" + database.url(),
              "spring.datasource.username=" + database.username(),
              "spring.datasource.password=" + database.password());

  @ParameterizedTest
  @CsvSource({
    "off, on",
    "local, on",
    "remote_write, on",
    "on, on",
    "remote_apply, remote_apply",
  })
  void commits_are_at_least_durable_on_disk(String databaseSetting, String sessionSetting) {
    alterDatabase("synchronous_commit = " + databaseSetting);

    program.run(
        context ->
            assertThat(show(context.getBean(DataSource.class), "synchronous_commit"))
                .isEqualTo(sessionSetting));
  }

  @ParameterizedTest
  @CsvSource({
    "idle_session_timeout = 1000, idle_session_timeout, 0",
    "idle_in_transaction_session_timeout = 500, idle_in_transaction_session_timeout, 10min",
    "idle_in_transaction_session_timeout = 3600000, idle_in_transaction_session_timeout, 1h",
    "idle_in_transaction_session_timeout = 0, idle_in_transaction_session_timeout, 0",
    "default_transaction_isolation = serializable, default_transaction_isolation, read committed",
    "tcp_keepalives_idle = 0, tcp_keepalives_idle, 60",
  })
  void settings_that_end_sessions_or_fail_transactions_are_overridden(
      String databaseSetting, String setting, String sessionSetting) {
    alterDatabase(databaseSetting);

    program.run(
        context ->
            assertThat(show(context.getBean(DataSource.class), setting)).isEqualTo(sessionSetting));
  }

  @Test
  void a_lock_survives_the_servers_idle_timeout() {
    alterDatabase("idle_session_timeout = 500");

    program.run(
        context -> {
          DataSource pool = context.getBean(DataSource.class);
          try (AdvisoryLock lock = AdvisoryLock.tryAcquire(pool, 5).orElseThrow()) {
            assertThat(lock).isNotNull();
            Thread.sleep(2_000);
            assertThat(AdvisoryLock.isHeld(pool, 5)).isTrue();
          }
        });
  }

  @Test
  void a_later_change_on_the_server_has_no_effect() {
    program.run(
        context ->
            assertThat(
                    JdbcClient.create(context.getBean(DataSource.class))
                        .sql("select source from pg_settings where name = 'synchronous_commit'")
                        .query(String.class)
                        .single())
                .isEqualTo("session"));
  }

  @Test
  void an_initial_statement_of_the_user_runs_in_addition() {
    program
        .withPropertyValues(
            "spring.datasource.hikari.connection-init-sql="
                + "set synchronous_commit = off; set timezone = 'Asia/Tokyo';"
                + " set work_mem = '7MB' -- more")
        .run(
            context -> {
              DataSource pool = context.getBean(DataSource.class);
              assertThat(show(pool, "synchronous_commit")).isEqualTo("on");
              assertThat(show(pool, "timezone")).isEqualTo("UTC");
              assertThat(show(pool, "work_mem")).isEqualTo("7MB");
            });
  }

  private void alterDatabase(String setting) {
    JdbcClient sql = JdbcClient.create(database.dataSource());
    String name = sql.sql("select current_database()").query(String.class).single();
    sql.sql("alter database %s set %s".formatted(name, setting)).update();
  }

  private static String show(DataSource pool, String setting) {
    return JdbcClient.create(pool).sql("show " + setting).query(String.class).single();
  }
}
