package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.util.Objects;
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
  private static final String PLACE = "The database orders at db.example.com";

  private final TestDatabase.Database database = TestDatabase.empty();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void one_that_shares_sessions_between_transactions_is_rejected(boolean inTurn) throws Exception {
    try (TransactionPooler pooler = pooler(false, inTurn);
        HikariDataSource pool = through(pooler)) {
      assertThatThrownBy(() -> new PoolerCheck(pool).verify(PLACE))
          .isInstanceOfSatisfying(
              DatabaseUnavailableException.class, e -> assertThat(e.isMisconfigured()).isTrue())
          .hasMessageStartingWith(PLACE)
          .hasMessageContaining("pool_mode = session")
          .hasMessageContaining("spring.datasource.url");
    }
  }

  @Test
  @Timeout(120)
  void a_program_behind_one_that_shares_sessions_does_not_start() throws Exception {
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
  void one_that_keeps_sessions_is_used() throws Exception {
    try (TransactionPooler pooler = pooler(true, false);
        HikariDataSource pool = through(pooler)) {
      assertThatCode(() -> new PoolerCheck(pool).verify(PLACE)).doesNotThrowAnyException();
      assertThat(JdbcClient.create(pool).sql("select 1").query(Integer.class).single()).isOne();
    }
  }

  @Test
  void the_server_itself_is_used() {
    assertThatCode(() -> new PoolerCheck(database.dataSource()).verify(PLACE))
        .doesNotThrowAnyException();
  }

  private TransactionPooler pooler(boolean bySession, boolean inTurn) throws Exception {
    return new TransactionPooler(address().getPort(), SESSIONS, bySession, inTurn);
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
