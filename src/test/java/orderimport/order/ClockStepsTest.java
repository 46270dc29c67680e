package orderimport.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * A carrier's limit holds, and placing goes on, if somebody sets the database's clock. A step is
 * played by setting the slots' times, and a process's monotonic clock, the other way.
 */
class ClockStepsTest {
  private static final String CARRIER = "granite";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final RateLimitWindow PACE = new RateLimitWindow(10, WINDOW, LONG.plus(WINDOW));
  private static final AttemptResult TAKEN =
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

  /** A process that places. */
  private final class Sender implements AutoCloseable {
    private final AtomicLong behind = new AtomicLong();
    private final Ledger ledger;
    private final Lease lease;
    private final List<Order> orders;
    private int next;

    Sender() {
      Clock clock = Clock.systemUTC();
      Imports imports = new Imports(dataSource, transaction, clock);
      ledger = new Ledger(dataSource, transaction, clock, () -> System.nanoTime() - behind.get());
      String name = "S" + System.nanoTime();
      long id = imports.create(name, name, ImportOptions.NONE, Map.of()).id();
      lease = imports.acquireLease(id, "a test").orElseThrow();
      Orders all = new Orders(dataSource);
      List<NewOrder> made = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String ref = name + "-" + i;
        made.add(
            new NewOrder(
                CARRIER, "live", ref, ref, OrderStatus.HELD, "{}", i, List.of((long) i), null));
      }
      transaction.executeWithoutResult(status -> all.add(id, made));
      orders = all.findHeld(id, CARRIER, "live", -1, 40);
      ledger.prepare(CARRIER, PACE);
    }

    IntentResult intend() {
      IntentResult intentResult =
          ledger.recordIntent(orders.get(next), lease, "host", Optional.of(PACE), LONG);
      if (intentResult instanceof Recorded) {
        next++;
      }
      return intentResult;
    }

    /** Places as many orders as the limit lets it. */
    int place() {
      int placed = 0;
      while (intend() instanceof Recorded recorded) {
        ledger.recordResult(recorded.attempt(), TAKEN);
        placed++;
      }
      return placed;
    }

    /** The database's clock goes forward by so much, as this process sees it. */
    void sees(Duration step) {
      behind.addAndGet(step.toNanos());
    }

    @Override
    public void close() {
      lease.close();
    }
  }

  /** The database's clock goes forward, as the slots see it. */
  private void setForward(Duration step) {
    JdbcClient.create(dataSource)
        .sql("update rate_limit_slot set available_at = available_at - make_interval(secs => ?)")
        .param(step.toSeconds())
        .update();
  }

  @Test
  void set_forward_it_lets_no_process_pass_the_limit_by_its_own_clock() {
    try (Sender sender = new Sender()) {
      assertThat(sender.place()).isEqualTo(10);
      // Less than can be told from a slow answer of the database.
      setForward(Duration.ofHours(1));

      IntentResult intentResult = sender.intend();

      assertThat(intentResult).isInstanceOf(Wait.class);
      assertThat(((Wait) intentResult).time()).isBetween(Duration.ofSeconds(10), WINDOW);
      // So much later, also for the monotonic clock.
      sender.behind.addAndGet(-WINDOW.toNanos());
      assertThat(sender.place()).isEqualTo(10);
    }
  }

  @Test
  void set_forward_it_lets_no_process_use_what_another_has_used() {
    try (Sender sender = new Sender();
        Sender other = new Sender()) {
      assertThat(other.intend()).isInstanceOf(Recorded.class);
      assertThat(sender.place()).isEqualTo(9);
      setForward(Duration.ofHours(1));
      other.sees(Duration.ofHours(1));

      IntentResult intentResult = other.intend();

      assertThat(intentResult).isInstanceOf(Wait.class);
      assertThat(((Wait) intentResult).time()).isBetween(Duration.ofSeconds(5), PACE.hold());
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
  void set_forward_it_costs_no_more_than_was_taken() {
    try (Sender sender = new Sender()) {
      assertThat(sender.intend()).isInstanceOf(Recorded.class);
      setForward(Duration.ofHours(1));
      sender.sees(Duration.ofHours(1));

      assertThat(sender.intend()).as("the slots are adapted first").isInstanceOf(Wait.class);

      assertThat(sender.place()).isEqualTo(9);
    }
  }

  @Test
  void set_back_it_keeps_no_slot_longer_than_a_request_could() {
    try (Sender sender = new Sender();
        Sender other = new Sender()) {
      assertThat(sender.place()).isEqualTo(10);
      setForward(Duration.ofHours(-1));

      IntentResult intentResult = other.intend();

      assertThat(intentResult).isInstanceOf(Wait.class);
      assertThat(((Wait) intentResult).time()).isBetween(Duration.ofSeconds(20), PACE.hold());
      assertThat(English.of(((Wait) intentResult).reason()))
          .hasValueSatisfying(
              reason ->
                  assertThat(reason)
                      .startsWith("The clock of the database was set back: slots of the rate limit")
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
  void a_usual_wait_has_no_reason() {
    try (Sender sender = new Sender()) {
      assertThat(sender.place()).isEqualTo(10);

      assertThat(English.of(((Wait) sender.intend()).reason())).isEmpty();
    }
  }
}
