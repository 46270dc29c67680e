package orderimport.placement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Pauses sending to a carrier that is down or busy, across all threads of this process. The first
 * failure opens the circuit; after the pause, one order probes the carrier. Thread-safe.
 */
final class CarrierCircuitBreaker {

  /** How long to wait while another thread's order probes the carrier. */
  private static final Duration PROBE_WAIT = Duration.ofMillis(100);

  /** Consecutive orders in doubt after which sending stops, so that not all orders end in doubt. */
  private static final int MAX_CONSECUTIVE_IN_DOUBT = 20;

  private final Backoff backoff;
  private final Clock clock;
  private final RandomGenerator random;

  /** Consecutive failures; the circuit is open while there are any. */
  private int failures;

  private Instant openUntil = Instant.MIN;
  private boolean probing;
  private @Nullable Text stopReason;
  private @Nullable Text lastFailure;
  private int connectFailures;
  private int retryableResponses;
  private int inDoubt;

  CarrierCircuitBreaker(Backoff backoff, Clock clock, RandomGenerator random) {
    this.backoff = backoff;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Acquires the permission to send an order now.
   *
   * @return empty if permitted: the caller must then call {@link #record} or {@link #release};
   *     otherwise how long to wait before the next call
   */
  synchronized Optional<Duration> pauseBeforeNext() {
    if (failures == 0) {
      return Optional.empty();
    } else if (clock.instant().isBefore(openUntil)) {
      return Optional.of(Duration.between(clock.instant(), openUntil));
    } else if (probing) {
      return Optional.of(PROBE_WAIT);
    }
    probing = true;
    return Optional.empty();
  }

  /** Returns an unused permission. */
  synchronized void release() {
    probing = false;
  }

  /** Records the outcome of sending an order. */
  synchronized void record(Outcome outcome) {
    if (outcome instanceof Outcome.NotSent notSent) {
      failed(true, notSent.why(), null);
    } else if (outcome instanceof Outcome.Retryable later) {
      failed(!later.sentToCarrier(), later.why(), later.after());
    } else if (outcome instanceof Outcome.CarrierBlocked || outcome instanceof Outcome.Cancelled) {
      release();
    } else {
      inDoubt = outcome instanceof Outcome.InDoubt ? inDoubt + 1 : 0;
      if (inDoubt >= MAX_CONSECUTIVE_IN_DOUBT) {
        stopReason = Reason.MANY_IN_DOUBT.text(inDoubt);
      }
      lastFailure = null;
      connectFailures = 0;
      retryableResponses = 0;
      // An order sent before the circuit opened does not close it.
      failures = probing ? 0 : failures;
      probing = false;
    }
    if (outcome.stop() != null) {
      stopReason = outcome.stop();
    }
  }

  /**
   * Why no more orders are sent to the carrier in this run, in plain words; empty while orders are
   * sent.
   */
  synchronized Optional<Text> stopReason() {
    return Optional.ofNullable(stopReason);
  }

  /** The state of the carrier, in plain words. */
  synchronized String state() {
    if (stopReason != null) {
      return "given up: " + TextRenderer.ENGLISH.render(stopReason);
    }
    return lastFailure == null
        ? "accepts orders"
        : "failing, retried with pauses: " + TextRenderer.ENGLISH.render(lastFailure);
  }

  private void failed(boolean unreachable, Text why, @Nullable Duration requested) {
    lastFailure = why;
    if (requested != null && requested.compareTo(backoff.maxRequested()) > 0) {
      stopReason = Reason.ASKS_TO_WAIT.text(why, requested.toMinutes());
    }
    if (failures > 0 && !probing) {
      // Sent before the circuit opened: not a further failure, but it may request a longer pause.
      Instant until = requested == null ? openUntil : clock.instant().plus(requested);
      openUntil = until.isAfter(openUntil) ? until : openUntil;
      return;
    }
    connectFailures = unreachable ? connectFailures + 1 : 0;
    retryableResponses = unreachable ? 0 : retryableResponses + 1;
    if (connectFailures >= backoff.connectAttempts()
        || retryableResponses >= backoff.busyAttempts()) {
      stopReason = Reason.TIMES_IN_A_ROW.text(why, Math.max(connectFailures, retryableResponses));
    }
    probing = false;
    failures++;
    openUntil = clock.instant().plus(backoff.pause(failures, requested, random));
  }
}
