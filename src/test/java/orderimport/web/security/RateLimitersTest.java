package orderimport.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Limits count in memory, or over all servers in the database that they share. */
class RateLimitersTest {
  private static final Duration LONG = Duration.ofDays(1);

  /** Unlike those of other tests, for which the database may be the same. */
  private final String name = "test " + System.nanoTime();

  private static RateLimiters sharing(DataSource dataSource) {
    Map<String, Object> beans = Map.of("buckets", new SharedBuckets(dataSource));
    return new RateLimiters(
        new StaticListableBeanFactory(beans).getBeanProvider(SharedBuckets.class));
  }

  static Stream<RateLimiters> all() {
    return Stream.of(
        new RateLimiters(new StaticListableBeanFactory().getBeanProvider(SharedBuckets.class)),
        sharing(TestDatabase.database().dataSource()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void each_key_has_its_own_tokens(RateLimiters limiters) {
    KeyedRateLimiter limit = limiters.perKey(name, 2, LONG);
    assertThat(limit.acquire("anna")).isZero();
    assertThat(limit.isAvailable("anna")).isTrue();
    assertThat(limit.tryAcquire("anna")).isTrue();

    assertThat(limit.isAvailable("anna")).isFalse();
    assertThat(limit.tryAcquire("anna")).isFalse();
    assertThat(limit.acquire("anna")).isBetween(LONG.dividedBy(3), LONG.dividedBy(2));
    assertThat(limit.tryAcquire("bo")).isTrue();
    limit.refund("anna");
    assertThat(limit.tryAcquire("anna")).isTrue();
    assertThat(limiters.perKey(name, 3, LONG).tryAcquire("anna")).as("another limit").isTrue();
  }

  @Test
  void servers_take_the_tokens_of_one_key_together() throws Exception {
    DataSource dataSource = TestDatabase.database().dataSource();
    KeyedRateLimiter north = sharing(dataSource).perKey(name, 10, LONG);
    KeyedRateLimiter south = sharing(dataSource).perKey(name, 10, LONG);
    Callable<Long> guesses =
        () -> Stream.of(north, south, north, south).filter(it -> it.tryAcquire("anna")).count();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    long acquired = 0;
    for (Future<Long> each : threads.invokeAll(List.of(guesses, guesses, guesses, guesses))) {
      acquired += each.get();
    }
    threads.shutdown();

    assertThat(acquired).isEqualTo(10);
    assertThat(
            JdbcClient.create(dataSource)
                .sql("select id from rate_limit_bucket where id like ?")
                .param(name + "%")
                .query(String.class)
                .list())
        .hasSize(1)
        .noneMatch(id -> id.contains("anna"));
  }
}
