package orderimport.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import orderimport.database.TestDatabase;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.order.IntentResult.Recorded;
import orderimport.order.IntentResult.Wait;
import orderimport.problem.English;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A rate limit holds, and placement continues, when an operator sets the database's clock. A step
 * is simulated by moving the times of the slots, and a process's monotonic clock, the opposite way.
 */
class ClockStepsTest {
  private static final String CARRIER = "granite";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final RateLimitWindow WINDOW_LIMIT =
      new RateLimitWindow(10, WINDOW, LONG.plus(WINDOW));
  private static final AttemptResult ACCEPTED =
      new AttemptResult(OrderStatus.ACCEPTED, true, false, null, null, null, 200, "");

  private HikariDataSource dataSource;
  private TransactionTemplate transaction;

  @BeforeEach
  void connect() {
    TestDatabase.Database database = TestDatabase.database();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.username());
    config.setPassword(database.password());
    config.setMaximumPoolSize(4);
    dataSource = new HikariDataSource(config);
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  @AfterEach
  void disconnect() {
    dataSource.close();
  }

  /** A process that places orders. */
  private final class Sender implements AutoCloseable {
    private final AtomicLong clockOffset = new AtomicLong();
    private final Ledger ledger;
    private final Lease lease;
    private final List<Order> orders;
    private int next;

    Sender() {
      Clock clock = Clock.systemUTC();
      Imports imports = new Imports(dataSource, transaction, clock);
      ledger =
          new Ledger(
              dataSource,
              transaction,
              clock,
              RateLimitGroups.NONE,
              () -> System.nanoTime() - clockOffset.get());
      String name = "S" + System.nanoTime();
      long id = imports.create(name, name, ImportOptions.NONE, Map.of()).id();
      lease = imports.acquireLease(id, "a test").orElseThrow();
      Orders all = new Orders(dataSource);
      List<NewOrder> newOrders = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String ref = name + "-" + i;
        newOrders.add(
            new NewOrder(
                CARRIER,
                "live",
                ref,
                ref,
                OrderStatus.HELD,
                "{}",
                i,
                List.of((long) i),
                null,
                null));
      }
      transaction.executeWithoutResult(status -> all.add(id, newOrders));
      orders = all.findHeld(id, CARRIER, "live", -1, 40);
      ledger.prepare(CARRIER, List.of(WINDOW_LIMIT));
    }

    IntentResult intend() {
      IntentResult intentResult =
          ledger.recordIntent(orders.get(next), lease, "host", List.of(WINDOW_LIMIT), LONG);
      if (intentResult instanceof Recorded) {
        next++;
      }
      return intentResult;
    }

    /** Places as many orders as the rate limit allows. */
    int place() {
      int placed = 0;
      while (intend() instanceof Recorded recorded) {
        ledger.recordResult(recorded.attempt(), ACCEPTED);
        placed++;
      }
      return placed;
    }

    /** Sets the database's clock forward, as seen by this process. */
    void setForward(Duration step) {
      clockOffset.addAndGet(step.toNanos());
    }

    @Override
    public void close() {
      lease.close();
    }
  }

  /** Sets the database's clock forward, as seen by the slots. */
  private void setSlotsForward(Duration step) {
    JdbcClient.create(dataSource)
        .sql("update rate_limit_slot set available_at = available_at - make_interval(secs => ?)")
        .param(step.toSeconds())
        .update();
  }

  @Test
  void a_clock_set_forward_does_not_let_a_process_exceed_the_limit() {
    try (Sender sender = new Sender()) {
      assertThat(sender.place()).isEqualTo(10);
      // No longer than a slow response of the database might take.
      setSlotsForward(Duration.ofHours(1));

      IntentResult intentResult = sender.intend();

      assertThat(intentResult).isInstanceOf(Wait.class);
      assertThat(((Wait) intentResult).time()).isBetween(Duration.ofSeconds(10), WINDOW);
      // The window later, also by the monotonic clock.
      sender.clockOffset.addAndGet(-WINDOW.toNanos());
      assertThat(sender.place()).isEqualTo(10);
    }
  }

  @Test
  void a_clock_set_forward_does_not_free_the_slots_of_others() {
    try (Sender sender = new Sender();
        Sender other = new Sender()) {
      assertThat(other.intend()).isInstanceOf(Recorded.class);
      assertThat(sender.place()).isEqualTo(9);
      setSlotsForward(Duration.ofHours(1));
      other.setForward(Duration.ofHours(1));

      IntentResult intentResult = other.intend();

      assertThat(intentResult).isInstanceOf(Wait.class);
      assertThat(((Wait) intentResult).time())
          .isBetween(Duration.ofSeconds(5), WINDOW_LIMIT.hold());
      assertThat(English.of(((Wait) intentResult).reason()))
          .hasValueSatisfying(
              reason ->
                  assertThat(reason)
                      .startsWith("The clock of the database was set forward by about 60 min.")
                      .contains("Placing with granite waits up to 50 s"));
      assertThat(other.place()).isZero();
      assertThat(sender.place()).isZero();
    }
  }

  @Test
  void a_clock_set_forward_costs_only_the_used_slots() {
    try (Sender sender = new Sender()) {
      assertThat(sender.intend()).isInstanceOf(Recorded.class);
      setSlotsForward(Duration.ofHours(1));
      sender.setForward(Duration.ofHours(1));

      assertThat(sender.intend()).as("the slots are adapted first").isInstanceOf(Wait.class);

      assertThat(sender.place()).isEqualTo(9);
    }
  }

  @Test
  void a_clock_set_back_blocks_slots_no_longer_than_a_request() {
    try (Sender sender = new Sender();
        Sender other = new Sender()) {
      assertThat(sender.place()).isEqualTo(10);
      setSlotsForward(Duration.ofHours(-1));

      IntentResult intentResult = other.intend();

      assertThat(intentResult).isInstanceOf(Wait.class);
      assertThat(((Wait) intentResult).time())
          .isBetween(Duration.ofSeconds(20), WINDOW_LIMIT.hold());
      assertThat(English.of(((Wait) intentResult).reason()))
          .hasValueSatisfying(
              reason ->
                  assertThat(reason)
                      .startsWith("The clock of the database was set back. Rate-limit slots are")
                      .endsWith("Placing with granite waits up to 50 s."));
      assertThat(
              JdbcClient.create(dataSource)
                  .sql("select max(available_at) < now() + interval '51 s' from rate_limit_slot")
                  .query(Boolean.class)
                  .single())
          .isTrue();
    }
  }

  @Test
  void an_ordinary_wait_has_no_reason() {
    try (Sender sender = new Sender()) {
      assertThat(sender.place()).isEqualTo(10);

      assertThat(English.of(((Wait) sender.intend()).reason())).isEmpty();
    }
  }
}
