package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with tables of other programs or versions. */
class SchemaTest {
  private final TestDatabase.Database database = TestDatabase.empty();
  private final JdbcClient sql = JdbcClient.create(database.dataSource());

  @Test
  void tables_and_history_of_another_program_are_kept() {
    sql.sql("create table customers (id int)").update();
    sql.sql("create table flyway_schema_history (script text)").update();
    sql.sql("insert into flyway_schema_history values ('V1__schema.sql')").update();

    migrate();
    migrate();

    assertThat(count("import")).isZero();
    assertThat(count("flyway_schema_history")).isEqualTo(1);
  }

  @Test
  void several_programs_can_start_at_once_beside_other_tables() {
    sql.sql("create table customers (id int)").update();

    CompletableFuture.allOf(
            CompletableFuture.runAsync(this::migrate),
            CompletableFuture.runAsync(this::migrate),
            CompletableFuture.runAsync(this::migrate))
        .join();

    assertThat(count("import")).isZero();
  }

  @Test
  void a_history_that_another_program_is_creating_is_waited_for() throws Exception {
    sql.sql("create table customers (id int)").update();
    migrate();
    sql.sql("create table filled as select * from " + Schema.HISTORY).update();
    sql.sql("truncate " + Schema.HISTORY).update();

    CompletableFuture<Void> second = CompletableFuture.runAsync(this::migrate);
    Thread.sleep(1_000);
    assertThat(second).isNotDone();
    sql.sql("insert into %s select * from filled".formatted(Schema.HISTORY)).update();

    second.get(10, TimeUnit.SECONDS);
    assertThat(count("import")).isZero();
  }

  @Test
  void tables_of_an_unreleased_version_are_rejected() {
    for (String table : new String[] {"import", "orders", "sheet"}) {
      sql.sql("create table %s (id int)".formatted(table)).update();
    }

    assertRejected()
        .hasMessageContaining("created by an earlier, unreleased version")
        .hasMessageContaining(name())
        .hasMessageContaining("spring.datasource.url");
    assertThat(count("orders")).isZero();
  }

  @Test
  void a_history_of_an_unreleased_version_is_rejected() {
    sql.sql("create table flyway_schema_history (script text)").update();
    sql.sql("insert into flyway_schema_history values ('V2__order_import.sql')").update();

    assertRejected().hasMessageContaining("created by an earlier, unreleased version");
  }

  @Test
  void changed_migrations_are_rejected_as_an_unreleased_version() {
    migrate();
    sql.sql("update %s set checksum = 7 where version = '1'".formatted(Schema.HISTORY)).update();

    assertRejected().hasMessageContaining("created by an earlier, unreleased version");
  }

  @Test
  void further_migrations_are_rejected_as_a_newer_release() {
    migrate();
    sql.sql(
            "insert into %s select installed_rank + 100, '9000', description, type, 'V9000__x.sql', checksum, installed_by, installed_on, execution_time, success from %s where version = '1'"
                .formatted(Schema.HISTORY, Schema.HISTORY))
        .update();

    assertRejected().hasMessageContaining("created by a newer release");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table orders (id int)",
        "create view orders as select 1",
        "create sequence orders",
        "create table batch_job_instance (id int)"
      })
  void a_foreign_object_of_the_same_name_is_named(String foreign) {
    sql.sql(foreign).update();

    assertRejected()
        .hasMessageContaining(foreign.split(" ")[2])
        .hasMessageContaining("which order-import did not create")
        .hasMessageContaining("currentSchema");
    assertThat(sql.sql("select to_regclass('%s')".formatted(Schema.HISTORY)).query().singleRow())
        .as("nothing is created")
        .containsValue(null);
  }

  @Test
  void a_missing_schema_is_reported() {
    String url = database.url() + (database.url().contains("?") ? "&" : "?") + "currentSchema=mine";

    assertThatThrownBy(() -> migrate(url))
        .isInstanceOf(DatabaseUnavailableException.class)
        .hasMessageContaining("CREATE SCHEMA");
    sql.sql("create schema mine").update();
    migrate(url);
    assertThat(count("mine.import")).isZero();
  }

  @Test
  void the_location_without_a_server_is_the_data_directory() {
    assertThat(Schema.at("", Path.of("/srv/data")).location())
        .isEqualTo("The data directory /srv/data");
    assertThat(Schema.at("", Path.of("/srv/data")).elsewhere()).contains("--data-dir");
  }

  private AbstractThrowableAssert<?, ?> assertRejected() {
    return assertThatThrownBy(this::migrate)
        .isInstanceOfSatisfying(
            DatabaseUnavailableException.class, e -> assertThat(e.isMisconfigured()).isTrue());
  }

  private void migrate() {
    migrate(database.url());
  }

  private void migrate(String url) {
    Schema.at(url, Path.of("data"))
        .migrate(
            Schema.configure(Flyway.configure())
                .dataSource(url, database.username(), database.password())
                .load());
  }

  private String name() {
    return sql.sql("select current_database()").query(String.class).single();
  }

  private long count(String table) {
    return sql.sql("select count(*) from " + table).query(Long.class).single();
  }
}
