package orderimport.placement;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to leave a carrier alone after failures in a row, and when to give it up.
 *
 * @param first the pause after the first failure; it doubles with each further one
 * @param longest where it stops growing
 * @param jitter the part of a pause by which chance shortens or lengthens it
 * @param connectTries failures to reach it in a row, after which it is given up
 * @param busyTries times in a row that it puts orders off, after which it is given up
 * @param longestAsked the longest pause that it is granted; if it asks for more it is given up
 */
record Backoff(
    Duration first,
    Duration longest,
    double jitter,
    int connectTries,
    int busyTries,
    Duration longestAsked) {

  /** From 1 s to 60 s; given up after 6 tries to connect, or about an hour of being put off. */
  static final Backoff USUAL =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 0.2, 6, 60, Duration.ofHours(1));

  /**
   * The pause after a failure.
   *
   * @param failures in a row, at least 1
   * @param asked what the carrier asks for, null if nothing; never shortened
   */
  Duration pause(int failures, @Nullable Duration asked, RandomGenerator random) {
    double grown = (double) first.toMillis() * Math.pow(2, Math.min(failures - 1, 30));
    double shaken = 1 + jitter * (2 * random.nextDouble() - 1);
    Duration own =
        Duration.ofMillis(Math.round(Math.min(grown, (double) longest.toMillis()) * shaken));
    return asked != null && asked.compareTo(own) > 0 ? asked : own;
  }
}
