package orderimport.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * When an order is asked for again: the older it is, the more seldom. Times are multiples of the
 * interval, so that one reading of a carrier's list answers for many orders.
 */
final class PollingSchedule {
  /** The interval by the age from which it applies. */
  private static final NavigableMap<Duration, Duration> INTERVALS = new TreeMap<>();

  static {
    INTERVALS.put(Duration.ZERO, Duration.ofMinutes(10));
    INTERVALS.put(Duration.ofHours(1), Duration.ofMinutes(30));
    INTERVALS.put(Duration.ofDays(1), Duration.ofHours(2));
    INTERVALS.put(Duration.ofDays(7), Duration.ofHours(6));
    INTERVALS.put(Duration.ofDays(30), Duration.ofDays(1));
  }

  /** When a carrier that could not be asked is asked again. */
  static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

  private PollingSchedule() {}

  static Instant next(Instant acceptedAt, Instant now) {
    Duration age = Duration.between(acceptedAt, now);
    Duration interval = INTERVALS.floorEntry(age.isNegative() ? Duration.ZERO : age).getValue();
    long millis = interval.toMillis();
    return Instant.ofEpochMilli((now.toEpochMilli() / millis + 1) * millis);
  }
}
