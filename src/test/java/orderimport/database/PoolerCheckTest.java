package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A connection pooler between the program and its database. */
class PoolerCheckTest {
  private static final int SESSIONS = 2;
  private static final String LOCATION = "The database orders at db.example.com";

  private final TestDatabase.Database database = TestDatabase.empty();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_pooler_that_shares_sessions_is_rejected(boolean fifo) throws Exception {
    try (TransactionPooler pooler = pooler(false, fifo);
        HikariDataSource pool = through(pooler)) {
      assertThatThrownBy(() -> new PoolerCheck(pool).verify(LOCATION))
          .isInstanceOfSatisfying(
              DatabaseUnavailableException.class, e -> assertThat(e.isMisconfigured()).isTrue())
          .hasMessageStartingWith(LOCATION)
          .hasMessageContaining("pool_mode = session")
          .hasMessageContaining("spring.datasource.url");
    }
  }

  @Test
  @Timeout(120)
  void the_program_does_not_start_behind_such_a_pooler() throws Exception {
    try (TransactionPooler pooler = pooler(false, false)) {
      String url = url(pooler);
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class))
          .withUserConfiguration(DatabaseConfiguration.class)
          .withPropertyValues(
              "spring.datasource.url=" + url,
              "spring.datasource.username=" + database.username(),
              "spring.datasource.password=" + database.password(),
              "spring.datasource.hikari.maximum-pool-size=" + SESSIONS)
          .run(
              context -> {
                assertThat(context).hasFailed();
                assertThat(
                        DatabaseUnavailableException.explain(
                            Objects.requireNonNull(context.getStartupFailure()), url))
                    .hasValueSatisfying(
                        failure ->
                            assertThat(failure.getMessage()).contains("pool_mode = session"));
              });
    }
  }

  @Test
  @Tag("long")
  void a_pooler_with_session_mode_is_accepted() throws Exception {
    try (TransactionPooler pooler = pooler(true, false);
        HikariDataSource pool = through(pooler)) {
      assertThatCode(() -> new PoolerCheck(pool).verify(LOCATION)).doesNotThrowAnyException();
      assertThat(JdbcClient.create(pool).sql("select 1").query(Integer.class).single()).isOne();
    }
  }

  @Test
  void a_direct_connection_is_accepted() {
    assertThatCode(() -> new PoolerCheck(database.dataSource()).verify(LOCATION))
        .doesNotThrowAnyException();
  }

  private TransactionPooler pooler(boolean sessionMode, boolean fifo) throws Exception {
    return new TransactionPooler(address().getPort(), SESSIONS, sessionMode, fifo);
  }

  private URI address() {
    return URI.create(database.url().substring("jdbc:".length()));
  }

  private String url(TransactionPooler pooler) {
    return "jdbc:postgresql://127.0.0.1:%d%s".formatted(pooler.port(), address().getPath());
  }

  private HikariDataSource through(TransactionPooler pooler) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url(pooler));
    pool.setUsername(database.username());
    pool.setPassword(database.password());
    pool.setMaximumPoolSize(SESSIONS);
    return pool;
  }
}
