package orderimport.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import orderimport.placement.Outcome.Accepted;
import orderimport.placement.Outcome.Cancelled;
import orderimport.placement.Outcome.CarrierBlocked;
import orderimport.placement.Outcome.InDoubt;
import orderimport.placement.Outcome.NotSent;
import orderimport.placement.Outcome.Retryable;
import orderimport.problem.English;
import orderimport.problem.Text;
import org.junit.jupiter.api.Test;

class CarrierCircuitBreakerTest {

  private static final Outcome OK = new Accepted(200, "", null, null, List.of(), null);
  private static final Outcome DOWN = new NotSent(Text.verbatim("it refused the connection"));

  private final SettableClock clock = new SettableClock();
  private final CarrierCircuitBreaker breaker =
      new CarrierCircuitBreaker(Backoff.USUAL, clock, new Random(1));

  @Test
  void a_carrier_that_responds_is_never_paused() {
    for (int i = 0; i < 100; i++) {
      assertThat(breaker.pauseBeforeNext()).isEmpty();
      breaker.record(i % 2 == 0 ? OK : new InDoubt(Text.verbatim("cut"), 200, ""));
    }
  }

  @Test
  void the_state_describes_the_health_of_the_carrier() {
    assertThat(breaker.state()).isEqualTo("accepts orders");
    breaker.pauseBeforeNext();
    breaker.record(DOWN);
    assertThat(breaker.state())
        .isEqualTo("failing, retried with pauses: it refused the connection");
    clock.advance(breaker.pauseBeforeNext().orElseThrow());
    breaker.pauseBeforeNext();
    breaker.record(OK);
    assertThat(breaker.state()).isEqualTo("accepts orders");
    breaker.record(new CarrierBlocked(Text.verbatim("there is no token; set it")));
    assertThat(breaker.state()).isEqualTo("given up: there is no token; set it");
  }

  @Test
  void pauses_double_until_the_carrier_is_given_up() {
    List<Long> pauses = new ArrayList<>();
    while (breaker.stopReason().isEmpty()) {
      assertThat(breaker.pauseBeforeNext()).isEmpty();
      breaker.record(DOWN);
      Duration pause = breaker.pauseBeforeNext().orElseThrow();
      pauses.add(pause.toMillis());
      clock.advance(pause);
    }
    assertThat(English.of(breaker.stopReason()))
        .contains("it refused the connection, 6 times in a row");
    assertThat(pauses).hasSize(6);
    for (int i = 0; i < 6; i++) {
      assertThat(pauses.get(i)).isBetween(800L << i, (1_200L << i) + 1);
    }
  }

  @Test
  void one_order_probes_after_the_pause_while_others_wait() {
    breaker.pauseBeforeNext();
    breaker.record(DOWN);
    clock.advance(breaker.pauseBeforeNext().orElseThrow());

    assertThat(breaker.pauseBeforeNext()).isEmpty();
    assertThat(breaker.pauseBeforeNext()).contains(Duration.ofMillis(100));
    breaker.record(OK);
    assertThat(breaker.pauseBeforeNext()).isEmpty();
    assertThat(breaker.pauseBeforeNext()).isEmpty();
  }

  @Test
  void a_probe_that_was_not_sent_is_replaced() {
    breaker.pauseBeforeNext();
    breaker.record(DOWN);
    clock.advance(breaker.pauseBeforeNext().orElseThrow());

    assertThat(breaker.pauseBeforeNext()).isEmpty();
    breaker.release();
    assertThat(breaker.pauseBeforeNext()).isEmpty();
    breaker.record(new Cancelled());
    assertThat(breaker.pauseBeforeNext()).isEmpty();
  }

  @Test
  void orders_that_fail_together_count_as_one_failure() {
    for (int i = 0; i < 16; i++) {
      breaker.pauseBeforeNext();
    }
    for (int i = 0; i < 16; i++) {
      breaker.record(DOWN);
    }
    assertThat(English.of(breaker.stopReason())).isEmpty();
    assertThat(breaker.pauseBeforeNext().orElseThrow()).isLessThan(Duration.ofMillis(1_300));
  }

  @Test
  void a_success_resets_the_count() {
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 5; i++) {
        assertThat(breaker.pauseBeforeNext()).isEmpty();
        breaker.record(DOWN);
        clock.advance(breaker.pauseBeforeNext().orElseThrow());
      }
      assertThat(breaker.pauseBeforeNext()).isEmpty();
      breaker.record(OK);
    }
    assertThat(English.of(breaker.stopReason())).isEmpty();
  }

  @Test
  void retry_after_outranks_only_a_shorter_pause() {
    breaker.pauseBeforeNext();
    breaker.record(new Retryable(Text.verbatim("503"), Duration.ofSeconds(40), true));
    assertThat(breaker.pauseBeforeNext().orElseThrow())
        .isBetween(Duration.ofSeconds(40), Duration.ofMillis(40_001));
    clock.advance(Duration.ofMillis(40_001));
    assertThat(breaker.pauseBeforeNext()).isEmpty();
    breaker.record(new Retryable(Text.verbatim("503"), Duration.ZERO, true));
    assertThat(breaker.pauseBeforeNext().orElseThrow()).isGreaterThan(Duration.ofMillis(1_599));
  }

  @Test
  void a_late_response_can_extend_the_pause() {
    breaker.pauseBeforeNext();
    breaker.pauseBeforeNext();
    breaker.record(DOWN);
    breaker.record(new Retryable(Text.verbatim("429"), Duration.ofSeconds(30), true));
    clock.advance(Duration.ofSeconds(29));
    assertThat(breaker.pauseBeforeNext()).contains(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    assertThat(breaker.pauseBeforeNext()).isEmpty();
  }

  @Test
  void a_busy_carrier_is_retried_longer_than_an_unreachable_one() {
    for (int i = 0; i < 59; i++) {
      assertThat(breaker.pauseBeforeNext()).isEmpty();
      breaker.record(new Retryable(Text.verbatim("it is not available (503)"), null, true));
      clock.advance(breaker.pauseBeforeNext().orElseThrow());
    }
    assertThat(English.of(breaker.stopReason())).isEmpty();
    breaker.pauseBeforeNext();
    breaker.record(new Retryable(Text.verbatim("it is not available (503)"), null, true));
    assertThat(English.of(breaker.stopReason()))
        .contains("it is not available (503), 60 times in a row");
  }

  @Test
  void a_carrier_that_asks_for_a_day_is_given_up() {
    breaker.pauseBeforeNext();
    breaker.record(
        new Retryable(Text.verbatim("it asks for a pause (429)"), Duration.ofDays(1), true));
    assertThat(English.of(breaker.stopReason()))
        .contains("it asks for a pause (429); it asks to wait 1440 minutes");
  }

  @Test
  void a_blocked_carrier_names_the_setting_to_fix() {
    breaker.pauseBeforeNext();
    breaker.record(new CarrierBlocked(Text.verbatim("set the token")));
    assertThat(English.of(breaker.stopReason())).contains("set the token");
  }

  @Property
  void a_pause_is_within_its_bounds(
      @ForAll @IntRange(min = 1) int failures, @ForAll @IntRange(min = 0, max = 300) int asked) {
    Duration pause = Backoff.USUAL.pause(failures, Duration.ofSeconds(asked), new Random(failures));
    assertThat(pause).isBetween(Duration.ofSeconds(asked), Duration.ofSeconds(Math.max(asked, 72)));
    assertThat(pause).isGreaterThanOrEqualTo(Duration.ofMillis(800));
  }
}
