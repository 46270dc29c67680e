package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUnavailableExceptionTest {
  private static final String URL = "jdbc:postgresql://db.example:5433/orders?password=s3cret";

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          08001, cannot be reached
          08006, cannot be reached
          28P01, refuses the user name or the password
          3D000, does not exist
          42501, create no tables
          53100, no room left on its disk
          53300, takes no more connections
          57P03, starting or stopping
          57P01, was stopped
          """)
  void each_trouble_is_told_in_plain_words_with_the_server_and_without_the_password(
      String state, String words) {
    Throwable failure =
        new IllegalStateException("outer", new SQLException("me@db.example s3cret", state));

    assertThat(DatabaseUnavailableException.explain(failure, URL))
        .hasValueSatisfying(
            text ->
                assertThat(text.getMessage())
                    .startsWith("The database orders at db.example:5433 ")
                    .contains(words)
                    .doesNotContain("s3cret"));
  }

  @Test
  void a_real_refusal_of_the_password_and_a_missing_database_are_told() {
    TestDatabase.Database real = TestDatabase.database();
    String missing = real.url().replaceFirst("/test_[^?]*", "/nowhere");

    assertThat(explained(real.url(), real.username(), "wrong")).contains("the password");
    assertThat(explained(missing, real.username(), real.password()))
        .contains("nowhere")
        .contains("does not exist");
  }

  @Test
  void the_embedded_server_is_not_blamed_on_a_setting() {
    assertThat(DatabaseUnavailableException.explain(new SQLException("gone", "08006")))
        .hasValueSatisfying(
            text ->
                assertThat(text.getMessage())
                    .contains("data folder")
                    .doesNotContain("spring.datasource"));
  }

  @Test
  void what_is_no_trouble_with_the_database_is_not_explained() {
    assertThat(DatabaseUnavailableException.explain(new IOException("other"), URL)).isEmpty();
    assertThat(DatabaseUnavailableException.explain(new SQLException("bug", "42601"), URL))
        .isEmpty();
  }

  @Test
  void another_kind_of_server_is_told_what_the_address_looks_like() {
    assertThat(
            DatabaseUnavailableException.explain(
                new IllegalStateException(), "jdbc:mysql://db/orders"))
        .hasValueSatisfying(text -> assertThat(text.getMessage()).contains("jdbc:postgresql://"));
  }

  private static String explained(String url, String username, String password) {
    Throwable failure =
        catchThrowable(() -> DriverManager.getConnection(url, username, password).close());
    return String.valueOf(
        DatabaseUnavailableException.explain(failure, url).orElseThrow().getMessage());
  }
}
