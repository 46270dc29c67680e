package orderimport.placement;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a carrier alone for a while when it is down or busy, over all threads of this process: the
 * first failure opens the circuit, one order probes it after the pause. Thread-safe.
 */
final class CarrierCircuitBreaker {

  /** How soon to ask again while another thread's order is the probe. */
  private static final Duration PROBE_UNDER_WAY = Duration.ofMillis(100);

  /**
   * So many orders in doubt in a row, and the carrier is given up rather than doubt all of them.
   */
  private static final int DOUBTS = 20;

  private final Backoff backoff;
  private final Clock clock;
  private final RandomGenerator random;
  private final CircuitBreaker circuit;
  private Instant openUntil = Instant.MIN;
  private @Nullable Duration asked;
  private @Nullable String ended;
  private @Nullable String last;
  private int unreached;
  private int putOff;
  private int doubts;

  CarrierCircuitBreaker(String carrier, Backoff backoff, Clock clock, RandomGenerator random) {
    this.backoff = backoff;
    this.clock = clock;
    this.random = random;
    this.circuit =
        CircuitBreaker.of(
            carrier,
            CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindowSize(1)
                .minimumNumberOfCalls(1)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(this::pause)
                .build());
  }

  /**
   * Whether an order may be sent now.
   *
   * @return empty if so: then {@link #record} or {@link #release} has to follow; else how long to
   *     wait before asking again
   */
  synchronized Optional<Duration> pauseBeforeNext() {
    if (clock.instant().isBefore(openUntil)) {
      return Optional.of(Duration.between(clock.instant(), openUntil));
    }
    return circuit.tryAcquirePermission() ? Optional.empty() : Optional.of(PROBE_UNDER_WAY);
  }

  /** Gives back a permission that was not used. */
  synchronized void release() {
    circuit.releasePermission();
  }

  /** Takes note of what became of an order. */
  synchronized void record(Outcome outcome) {
    if (outcome instanceof Outcome.NotSent notSent) {
      failed(true, notSent.why(), null);
    } else if (outcome instanceof Outcome.Retryable later) {
      failed(!later.sentToCarrier(), later.why(), later.after());
    } else if (outcome instanceof Outcome.CarrierBlocked || outcome instanceof Outcome.Cancelled) {
      circuit.releasePermission();
    } else {
      doubts = outcome instanceof Outcome.InDoubt ? doubts + 1 : 0;
      if (doubts >= DOUBTS) {
        ended = "%d orders in a row ended in doubt, so no more are sent to it".formatted(doubts);
      }
      last = null;
      unreached = 0;
      putOff = 0;
      circuit.onSuccess(0, TimeUnit.MILLISECONDS);
    }
    if (outcome.stop() != null) {
      ended = outcome.stop();
    }
  }

  /** Why nothing more is sent to the carrier in this run, in plain words; empty while it is. */
  synchronized Optional<String> ended() {
    return Optional.ofNullable(ended);
  }

  /** How it is with the carrier, in plain words. */
  synchronized String state() {
    if (ended != null) {
      return "given up: " + ended;
    }
    return last == null ? "takes orders" : "in trouble, tried again with pauses: " + last;
  }

  private void failed(boolean unreachable, String why, @Nullable Duration after) {
    last = why;
    if (after != null && after.compareTo(backoff.longestAsked()) > 0) {
      ended = "%s; it asks to wait %d minutes".formatted(why, after.toMinutes());
    }
    if (circuit.getState() == CircuitBreaker.State.OPEN) {
      // Sent before the circuit opened: no further failure, but it may ask for a longer pause.
      Instant until = after == null ? openUntil : clock.instant().plus(after);
      openUntil = until.isAfter(openUntil) ? until : openUntil;
      return;
    }
    unreached = unreachable ? unreached + 1 : 0;
    putOff = unreachable ? 0 : putOff + 1;
    if (unreached >= backoff.connectTries() || putOff >= backoff.busyTries()) {
      ended = "%s, %d times in a row".formatted(why, Math.max(unreached, putOff));
    }
    asked = after;
    circuit.onError(0, TimeUnit.MILLISECONDS, new IllegalStateException(why));
  }

  private long pause(int failures) {
    Duration pause = backoff.pause(failures, asked, random);
    // The circuit lets through only what comes after its own pause.
    openUntil = clock.instant().plus(pause).plusMillis(1);
    return pause.toMillis();
  }
}
