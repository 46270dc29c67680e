package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationsTest {
  private final DataSource fresh = TestDatabase.fresh();
  private final JdbcClient sql = JdbcClient.create(fresh);

  @Test
  void migrations_create_the_tables_of_job_and_ledger() {
    assertThat(
            sql.sql(
                    "select table_name from information_schema.tables where table_schema = 'public'")
                .query(String.class)
                .list())
        .contains(
            "batch_job_execution", "import", "row_block", "orders", "attempt", "order_result");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SENDING", "ACCEPTED", "IN_DOUBT"})
  void only_one_import_can_have_an_order_placed_or_in_doubt(String status) {
    order(newImport(), "ACCEPTED");
    long second = newImport();

    assertThatThrownBy(() -> order(second, status))
        .isInstanceOf(DuplicateKeyException.class)
        .hasMessageContaining("order_placed_once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INVALID", "DUPLICATE", "HELD", "REJECTED"})
  void a_later_import_can_have_the_order_without_placing_it(String status) {
    order(newImport(), "ACCEPTED");

    order(newImport(), status);

    assertThat(sql.sql("select count(*) from orders").query(Long.class).single()).isEqualTo(2);
  }

  private long newImport() {
    return sql.sql(
            "insert into import (kind, file_name, sha256, options, state)"
                + " values ('IMPORT', 'sites.xlsx', 'abc', '{}', 'RUNNING') returning id")
        .query(Long.class)
        .single();
  }

  private void order(long importId, String status) {
    sql.sql(
            "insert into orders (import_id, position, carrier, environment, order_ref, order_key, status)"
                + " values (?, 1, 'granite', 'live', 'A-1', 'a-1', ?)")
        .params(importId, status)
        .update();
  }
}
