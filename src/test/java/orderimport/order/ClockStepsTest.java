package orderimport.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import orderimport.order.IntentResult.Recorded;
import orderimport.order.IntentResult.Wait;
import orderimport.order.LedgerFixture.Held;
import orderimport.problem.English;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A rate limit holds, and placement continues, when an operator sets the database's clock. A step
 * is simulated by moving the times of the slots, and a process's monotonic clock, the opposite way.
 */
class ClockStepsTest {
  private static final String CARRIER = "granite";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final RateLimitWindow WINDOW_LIMIT =
      new RateLimitWindow(10, WINDOW, LONG.plus(WINDOW), null);
  private static final AttemptResult ACCEPTED =
      new AttemptResult(OrderStatus.ACCEPTED, true, false, null, null, null, 200, "");

  private final LedgerFixture fixture = new LedgerFixture(Clock.systemUTC());

  @AfterEach
  void close() {
    fixture.close();
  }

  /** A process that places orders. */
  private final class Sender {
    private final AtomicLong clockOffset = new AtomicLong();
    private final Ledger ledger;
    private final List<Held> orders;
    private int next;

    Sender() {
      ledger = fixture.ledgerOfProcess(() -> System.nanoTime() - clockOffset.get());
      String name = "S" + System.nanoTime();
      orders =
          fixture.held(
              IntStream.range(0, 40)
                  .mapToObj(i -> LedgerFixture.order(CARRIER, name + "-" + i, i, null))
                  .toList());
      ledger.prepare(CARRIER, List.of(WINDOW_LIMIT));
    }

    IntentResult intend() {
      Held order = orders.get(next);
      IntentResult intentResult =
          ledger.recordIntent(order.order(), order.lease(), "host", List.of(WINDOW_LIMIT), LONG);
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
  }

  /** Sets the database's clock forward, as seen by the slots. */
  private void setSlotsForward(Duration step) {
    fixture
        .sql()
        .sql("update rate_limit_slot set available_at = available_at - make_interval(secs => ?)")
        .param(step.toSeconds())
        .update();
  }

  @Test
  void a_clock_set_forward_does_not_let_a_process_exceed_the_limit() {
    Sender sender = new Sender();
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

  @Test
  void a_clock_set_forward_does_not_free_the_slots_of_others() {
    Sender sender = new Sender();
    Sender other = new Sender();
    assertThat(other.intend()).isInstanceOf(Recorded.class);
    assertThat(sender.place()).isEqualTo(9);
    setSlotsForward(Duration.ofHours(1));
    other.setForward(Duration.ofHours(1));

    IntentResult intentResult = other.intend();

    assertThat(intentResult).isInstanceOf(Wait.class);
    assertThat(((Wait) intentResult).time()).isBetween(Duration.ofSeconds(5), WINDOW_LIMIT.hold());
    assertThat(English.of(((Wait) intentResult).reason()))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .startsWith("The clock of the database was set forward by about 60 min.")
                    .contains("Placing with granite waits up to 50 s"));
    assertThat(other.place()).isZero();
    assertThat(sender.place()).isZero();
  }

  @Test
  void a_clock_set_forward_costs_only_the_used_slots() {
    Sender sender = new Sender();
    assertThat(sender.intend()).isInstanceOf(Recorded.class);
    setSlotsForward(Duration.ofHours(1));
    sender.setForward(Duration.ofHours(1));

    assertThat(sender.intend()).as("the slots are adapted first").isInstanceOf(Wait.class);

    assertThat(sender.place()).isEqualTo(9);
  }

  @Test
  void a_clock_set_back_blocks_slots_no_longer_than_a_request() {
    Sender sender = new Sender();
    Sender other = new Sender();
    assertThat(sender.place()).isEqualTo(10);
    setSlotsForward(Duration.ofHours(-1));

    IntentResult intentResult = other.intend();

    assertThat(intentResult).isInstanceOf(Wait.class);
    assertThat(((Wait) intentResult).time()).isBetween(Duration.ofSeconds(20), WINDOW_LIMIT.hold());
    assertThat(English.of(((Wait) intentResult).reason()))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .startsWith("The clock of the database was set back. Rate-limit slots are")
                    .endsWith("Placing with granite waits up to 50 s."));
    assertThat(
            fixture
                .sql()
                .sql("select max(available_at) < now() + interval '51 s' from rate_limit_slot")
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void an_ordinary_wait_has_no_reason() {
    Sender sender = new Sender();
    assertThat(sender.place()).isEqualTo(10);

    assertThat(English.of(((Wait) sender.intend()).reason())).isEmpty();
  }
}
