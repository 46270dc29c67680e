package orderimport.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import orderimport.database.TestDatabase;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.order.IntentResult.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The rate limit of a carrier holds across all processes that share the database. */
class RateLimitSlotsTest {
  private static final String CARRIER = "granite";
  private static final Duration LONG = Duration.ofSeconds(30);
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
    config.setMaximumPoolSize(14);
    dataSource = new HikariDataSource(config);
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    JdbcClient.create(dataSource).sql("delete from rate_limit_slot").update();
  }

  @AfterEach
  void disconnect() {
    dataSource.close();
  }

  /** A process with its own import, whose clock is wrong by the given skew. */
  private final class Sender implements AutoCloseable {
    private final Ledger ledger;
    private final Lease lease;
    private final List<Order> orders;

    Sender(Duration skew, int count) {
      Clock clock = Clock.offset(Clock.systemUTC(), skew);
      Imports imports = new Imports(dataSource, transaction, clock);
      ledger = new Ledger(dataSource, transaction, clock, RateLimitGroups.NONE);
      String name = "P" + System.nanoTime();
      long id = imports.create(name, name, ImportOptions.NONE, Map.of()).id();
      lease = imports.acquireLease(id, "a test").orElseThrow();
      Orders all = new Orders(dataSource);
      List<NewOrder> made = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String ref = name + "-" + i;
        made.add(
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
                null,
                OrderSummary.NONE));
      }
      transaction.executeWithoutResult(status -> all.add(id, made));
      orders = all.findHeld(id, CARRIER, "live", -1, count);
    }

    IntentResult intend(int order, RateLimitWindow rateLimitWindow) {
      return intend(order, List.of(rateLimitWindow));
    }

    IntentResult intend(int order, List<RateLimitWindow> limits) {
      return ledger.recordIntent(orders.get(order), lease, "host", limits, LONG);
    }

    /** Places up to this many orders; returns how many. */
    int place(int from, int count, List<RateLimitWindow> limits) {
      ledger.prepare(CARRIER, limits);
      for (int i = 0; i < count; i++) {
        if (!(intend(from + i, limits) instanceof Recorded recorded)) {
          return i;
        }
        ledger.recordResult(recorded.attempt(), ACCEPTED);
      }
      return count;
    }

    @Override
    public void close() {
      lease.close();
    }
  }

  private static RateLimitWindow rateLimit(int requests, Duration window) {
    return new RateLimitWindow(requests, window, LONG.plus(window), null);
  }

  @Test
  void a_slot_is_free_sooner_if_the_carrier_counts_at_arrival() throws Exception {
    RateLimitWindow limit =
        new RateLimitWindow(1, Duration.ofHours(1), LONG.plusHours(1), Duration.ZERO);
    try (Sender sender = new Sender(Duration.ZERO, 1)) {
      sender.ledger.prepare(CARRIER, List.of(limit));
      Attempt attempt = ((Recorded) sender.intend(0, limit)).attempt();
      attempt.sent();
      Duration response = Duration.ofMillis(300);
      TimeUnit.MILLISECONDS.sleep(response.toMillis());
      sender.ledger.recordResult(attempt, ACCEPTED);
      assertThat(sender.ledger.untilNextSlots(CARRIER, List.of(limit)))
          .isLessThanOrEqualTo(limit.window().minus(response).plusMillis(1));
    }
  }

  @Test
  void a_lowered_limit_takes_effect_immediately() throws Exception {
    try (Sender sender = new Sender(Duration.ZERO, 30)) {
      RateLimitWindow high = rateLimit(10, Duration.ofMillis(1_500));
      sender.ledger.prepare(CARRIER, List.of(high));
      List<Attempt> first = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        IntentResult intentResult = sender.intend(i, high);
        first.add(((Recorded) intentResult).attempt());
        sender.ledger.recordResult(first.get(i), ACCEPTED);
      }
      RateLimitWindow low = rateLimit(3, Duration.ofMillis(1_500));
      sender.ledger.prepare(CARRIER, List.of(low));

      IntentResult wait = sender.intend(10, low);
      assertThat(wait).isInstanceOf(IntentResult.Wait.class);
      assertThat(((IntentResult.Wait) wait).time()).isBetween(Duration.ofMillis(300), LONG);
      Thread.sleep(1_600);

      List<IntentResult> intents = Collections.synchronizedList(new ArrayList<>());
      List<Thread> threads = new ArrayList<>();
      for (int i = 10; i < 18; i++) {
        int order = i;
        threads.add(new Thread(() -> intents.add(sender.intend(order, low))));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(intents.stream().filter(Recorded.class::isInstance)).hasSize(3);
    }
  }

  @Test
  void forms_of_one_interface_share_a_limit() {
    Ledger ledger =
        new Ledger(dataSource, transaction, Clock.systemUTC(), name -> name.replace("-offer", ""));
    List<RateLimitWindow> limits = List.of(rateLimit(2, LONG));
    ledger.prepare("form", limits);
    ledger.prepare("form-offer", limits);
    List<Attempt.Slot> first = ledger.acquireSlots("form", limits).orElseThrow();
    assertThat(ledger.acquireSlots("form-offer", limits)).isPresent();

    assertThat(ledger.acquireSlots("form-offer", limits)).isEmpty();
    assertThat(ledger.untilNextSlots("form-offer", limits)).isGreaterThan(Duration.ofSeconds(1));

    ledger.freeSlots(first, "form", false);
    assertThat(ledger.acquireSlots("form-offer", limits)).isPresent();
  }

  @Test
  void concurrent_intents_do_not_share_the_last_slot() throws Exception {
    try (Sender first = new Sender(Duration.ZERO, 10);
        Sender sender = new Sender(Duration.ZERO, 30)) {
      RateLimitWindow high = rateLimit(10, LONG);
      first.ledger.prepare(CARRIER, List.of(high));
      for (int i = 0; i < 10; i++) {
        assertThat(first.intend(i, high)).isInstanceOf(Recorded.class);
      }
      JdbcClient.create(dataSource)
          .sql(
              "update rate_limit_slot set available_at = now() - interval '1 second' where slot <"
                  + " 8")
          .update();
      RateLimitWindow low = rateLimit(3, LONG);
      List<IntentResult> intents = Collections.synchronizedList(new ArrayList<>());
      List<Thread> threads = new ArrayList<>();
      for (int i = 10; i < 18; i++) {
        int order = i;
        threads.add(new Thread(() -> intents.add(sender.intend(order, low))));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(intents.stream().filter(Recorded.class::isInstance)).hasSize(1);
    }
  }

  @Test
  void a_slot_reused_by_another_attempt_is_not_released() throws Exception {
    try (Sender sender = new Sender(Duration.ZERO, 3)) {
      RateLimitWindow one =
          new RateLimitWindow(1, Duration.ofMillis(50), Duration.ofMillis(100), null);
      sender.ledger.prepare(CARRIER, List.of(one));
      Attempt first = ((Recorded) sender.intend(0, one)).attempt();
      Thread.sleep(150);
      RateLimitWindow held = new RateLimitWindow(1, Duration.ofMillis(50), LONG, null);
      assertThat(sender.intend(1, held)).isInstanceOf(Recorded.class);

      sender.ledger.recordResult(first, ACCEPTED);
      Thread.sleep(100);

      assertThat(sender.intend(2, held)).isInstanceOf(IntentResult.Wait.class);
    }
  }

  @Test
  void the_stricter_of_two_limits_decides_and_the_other_loses_no_slot() throws Exception {
    try (Sender sender = new Sender(Duration.ZERO, 30)) {
      Duration shorter = Duration.ofMillis(500);
      List<RateLimitWindow> both = List.of(rateLimit(3, shorter), rateLimit(5, LONG));

      assertThat(sender.place(0, 10, both)).isEqualTo(3);
      Thread.sleep(600);
      assertThat(sender.place(3, 10, both)).isEqualTo(2);
      Thread.sleep(600);
      assertThat(sender.place(5, 10, both)).isZero();
      IntentResult.Wait wait = (IntentResult.Wait) sender.intend(5, both);
      assertThat(wait.time()).isGreaterThan(Duration.ofSeconds(20));
      assertThat(free(shorter)).isEqualTo(3);
    }
  }

  private int free(Duration window) {
    return JdbcClient.create(dataSource)
        .sql("select count(*) from rate_limit_slot where window_ms = ? and available_at <= now()")
        .param(window.toMillis())
        .query(Integer.class)
        .single();
  }

  @Test
  void a_limit_with_another_window_counts_the_requests_before() throws Exception {
    try (Sender sender = new Sender(Duration.ZERO, 30)) {
      assertThat(sender.place(0, 4, List.of(rateLimit(10, LONG)))).isEqualTo(4);

      List<RateLimitWindow> longer = List.of(rateLimit(6, LONG.multipliedBy(2)));
      assertThat(sender.place(4, 10, longer)).isEqualTo(2);
      List<RateLimitWindow> shorter = List.of(rateLimit(7, LONG.dividedBy(2)));
      assertThat(sender.place(6, 10, shorter)).isEqualTo(1);
    }
  }

  @Test
  void three_processes_with_clock_skew_use_but_never_exceed_the_limit() throws Exception {
    Measurement measurement = sendFor(30, Duration.ofSeconds(3), Duration.ofMillis(9_500));

    assertThat(measurement.worstWindow).isLessThanOrEqualTo(30);
    assertThat(measurement.rate).isGreaterThanOrEqualTo(0.96);
  }

  @Test
  @Tag("long")
  void sixty_per_minute_hold_for_five_minutes() throws Exception {
    Measurement measurement = sendFor(60, Duration.ofMinutes(1), Duration.ofSeconds(301));

    assertThat(measurement.worstWindow).isLessThanOrEqualTo(60);
    assertThat(measurement.rate).isGreaterThanOrEqualTo(0.98);
  }

  /**
   * What the carrier observed.
   *
   * @param worstWindow the most requests in any window
   * @param rate relative to the limit, over the complete windows since the first request
   */
  private record Measurement(int worstWindow, double rate) {}

  private Measurement sendFor(int requests, Duration window, Duration length) throws Exception {
    RateLimitWindow rateLimitWindow = rateLimit(requests, window);
    List<Long> arrivals = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean done = new AtomicBoolean();
    List<Sender> senders = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = -1; i <= 1; i++) {
      Sender sender = new Sender(Duration.ofMinutes(7L * i), 500);
      senders.add(sender);
      sender.ledger.prepare(CARRIER, List.of(rateLimitWindow));
      for (int j = 0; j < 2; j++) {
        int parity = j;
        threads.add(new Thread(() -> send(sender, parity, rateLimitWindow, arrivals, done)));
      }
    }
    Instant start = Instant.now();
    threads.forEach(Thread::start);
    Thread.sleep(length.toMillis());
    done.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    senders.forEach(Sender::close);
    Measurement measurement = measure(arrivals, requests, window);
    System.out.printf(
        "%d requests in %s: worst window %d of %d, rate %.1f %% of the limit%n",
        arrivals.size(),
        Duration.between(start, Instant.now()),
        measurement.worstWindow,
        requests,
        100 * measurement.rate);
    return measurement;
  }

  private static Measurement measure(List<Long> arrivals, int requests, Duration window) {
    List<Long> sorted = arrivals.stream().sorted().toList();
    int worst = 0;
    int from = 0;
    for (int to = 0; to < sorted.size(); to++) {
      while (sorted.get(to) - sorted.get(from) >= window.toNanos()) {
        from++;
      }
      worst = Math.max(worst, to - from + 1);
    }
    // The n-th batch of a full limit comes n windows after the first, or slightly later.
    int batches = (sorted.size() - 1) / requests;
    double ideal = (double) batches * window.toNanos();
    return new Measurement(worst, ideal / (sorted.get(batches * requests) - sorted.get(0)));
  }

  private static void send(
      Sender sender,
      int parity,
      RateLimitWindow rateLimitWindow,
      List<Long> arrivals,
      AtomicBoolean done) {
    int order = parity;
    while (!done.get() && order < sender.orders.size()) {
      IntentResult intentResult = sender.intend(order, rateLimitWindow);
      if (intentResult instanceof Recorded recorded) {
        arrivals.add(System.nanoTime());
        sender.ledger.recordResult(recorded.attempt(), ACCEPTED);
        order += 2;
      } else {
        pause(((IntentResult.Wait) intentResult).time(), done);
      }
    }
  }

  private static void pause(Duration time, AtomicBoolean done) {
    long until = System.nanoTime() + time.toNanos();
    while (!done.get() && System.nanoTime() < until) {
      long left = Math.min(100_000_000, until - System.nanoTime());
      java.util.concurrent.locks.LockSupport.parkNanos(left);
    }
  }
}
