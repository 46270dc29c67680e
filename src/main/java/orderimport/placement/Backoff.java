package orderimport.placement;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The pauses after consecutive failures of a carrier, and the failure after which no more is sent.
 *
 * @param first the pause after the first failure; it doubles with each further failure
 * @param longest the upper limit of the pause
 * @param jitter the fraction of the pause that is randomly added or subtracted
 * @param connectAttempts consecutive connection failures after which sending stops
 * @param busyAttempts consecutive retryable responses after which sending stops
 * @param maxRequested the longest pause that a carrier may request; if it requests more, sending
 *     stops
 */
record Backoff(
    Duration first,
    Duration longest,
    double jitter,
    int connectAttempts,
    int busyAttempts,
    Duration maxRequested) {

  /**
   * Pauses of 1 s to 60 s; stops after 6 connection failures, or about an hour of retryable
   * responses.
   */
  static final Backoff USUAL =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 0.2, 6, 60, Duration.ofHours(1));

  /**
   * Returns the pause after a failure.
   *
   * @param failures consecutive failures, at least 1
   * @param requested the pause that the carrier requests, never shortened; null if it requests none
   */
  Duration pause(int failures, @Nullable Duration requested, RandomGenerator random) {
    double exponential = (double) first.toMillis() * Math.pow(2, Math.min(failures - 1, 30));
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    Duration computed =
        Duration.ofMillis(Math.round(Math.min(exponential, (double) longest.toMillis()) * factor));
    return requested != null && requested.compareTo(computed) > 0 ? requested : computed;
  }
}
