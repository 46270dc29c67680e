package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class DatabaseUnavailableExceptionTest {
  private static final String URL = "jdbc:postgresql://db.example:5433/orders?password=s3cret";

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          08001, cannot be reached
          08006, cannot be reached
          28P01, rejects the user name or the password
          3D000, does not exist
          42501, does not allow its user to create tables
          53100, no space left on its disk
          53300, takes no more connections
          57P03, starting or stopping
          57P01, was stopped
          57P01, ended the session
          57P02, was stopped
          57P05, idle_session_timeout
          25P03, idle_in_transaction_session_timeout
          25P04, transaction_timeout
          57014, statement_timeout
          55P03, lock_timeout
          40P01, Try again
          25006, read-only
          25006, targetServerType=primary
          53200, no memory left
          58030, its disk
          XX001, backup
          42P07, the same name
          """)
  void each_failure_is_explained_with_the_server_without_the_password(
      String state, String expected) {
    Throwable failure =
        new IllegalStateException("outer", new SQLException("me@db.example s3cret", state));

    assertThat(DatabaseUnavailableException.explain(failure, URL))
        .hasValueSatisfying(
            text ->
                assertThat(text.getMessage())
                    .startsWith("The database orders at db.example:5433 ")
                    .contains(expected)
                    .doesNotContain("s3cret"));
  }

  @Test
  void a_terminated_session_is_explained_despite_a_failed_rollback() {
    DataSource pool = TestDatabase.fresh();
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));

    Throwable failure =
        catchThrowable(
            () ->
                transaction.executeWithoutResult(
                    status ->
                        JdbcClient.create(pool)
                            .sql("select pg_terminate_backend(pg_backend_pid())")
                            .query(Boolean.class)
                            .single()));

    assertThat(failure).hasMessageContaining("JDBC rollback failed");
    assertThat(DatabaseUnavailableException.explain(failure, URL))
        .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("ended the session"));
  }

  @Test
  void the_cause_is_found_in_suppressed_and_next_exceptions() {
    SQLException closed = new SQLException("closed", "08003");
    SQLException cause = new SQLException("read-only", "25006");
    IllegalStateException suppressing = new IllegalStateException("outer", closed);
    suppressing.addSuppressed(cause);
    SQLException batch = new SQLException("closed", "08003");
    batch.setNextException(cause);

    for (Throwable failure : new Throwable[] {suppressing, new IllegalStateException(batch)}) {
      assertThat(DatabaseUnavailableException.explain(failure, URL))
          .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("read-only"));
    }
  }

  @Test
  void circular_causes_terminate() {
    Exception first = new IllegalStateException("first");
    Exception second = new IllegalStateException("second", first);
    first.addSuppressed(second);

    assertThat(DatabaseUnavailableException.explain(first, URL)).isEmpty();
  }

  @Test
  void an_exhausted_pool_is_explained() {
    assertThat(
            DatabaseUnavailableException.explain(
                new IllegalStateException(new SQLTransientConnectionException("timed out")), URL))
        .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("maximum-pool-size"));
  }

  @Test
  void a_wrong_password_and_a_missing_database_are_explained() {
    TestDatabase.Database existing = TestDatabase.database();
    String missing = existing.url().replaceFirst("/test_[^?]*", "/nowhere");

    assertThat(explanationOf(existing.url(), existing.username(), "wrong"))
        .contains("the password");
    assertThat(explanationOf(missing, existing.username(), existing.password()))
        .contains("nowhere")
        .contains("does not exist");
  }

  @Test
  void a_failed_embedded_server_is_not_blamed_on_a_setting() {
    assertThat(DatabaseUnavailableException.explain(new SQLException("gone", "08006"), null))
        .hasValueSatisfying(
            text ->
                assertThat(text.getMessage())
                    .contains("data directory")
                    .doesNotContain("spring.datasource"));
  }

  @Test
  void other_failures_are_not_explained() {
    assertThat(DatabaseUnavailableException.explain(new IOException("other"), URL)).isEmpty();
    assertThat(DatabaseUnavailableException.explain(new SQLException("bug", "42601"), URL))
        .isEmpty();
  }

  @Test
  void another_kind_of_server_is_explained_with_the_url_format() {
    assertThat(
            DatabaseUnavailableException.explain(
                new IllegalStateException(), "jdbc:mysql://db/orders"))
        .hasValueSatisfying(text -> assertThat(text.getMessage()).contains("jdbc:postgresql://"));
  }

  private static String explanationOf(String url, String username, String password) {
    Throwable failure =
        catchThrowable(() -> DriverManager.getConnection(url, username, password).close());
    return String.valueOf(
        DatabaseUnavailableException.explain(failure, url).orElseThrow().getMessage());
  }
}
