package orderimport.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

/** The sandbox's time, which can be moved forwards; the journal keeps by how much. */
final class SandboxClock extends Clock {
  private static final Duration LARGEST_ADVANCE = Duration.ofDays(36_525);

  private final Clock clock;
  private final Journal journal;
  private final AtomicLong aheadMillis;

  SandboxClock(Clock clock, Journal journal) {
    this(clock, journal, new AtomicLong(journal.clockAhead().toMillis()));
  }

  private SandboxClock(Clock clock, Journal journal, AtomicLong aheadMillis) {
    this.clock = clock;
    this.journal = journal;
    this.aheadMillis = aheadMillis;
  }

  /**
   * Moves the time forwards.
   *
   * @throws IllegalArgumentException if the duration is not at least a millisecond, or longer than
   *     a century
   */
  synchronized void advance(Duration by) {
    if (by.isNegative() || by.compareTo(LARGEST_ADVANCE) > 0 || by.toMillis() < 1) {
      throw new IllegalArgumentException("The clock can only be moved forwards, such as by P31D");
    }
    Duration total = ahead().plus(by);
    journal.clockAhead(total);
    aheadMillis.set(total.toMillis());
  }

  /** By how much it is ahead of the machine's clock. */
  Duration ahead() {
    return Duration.ofMillis(aheadMillis.get());
  }

  @Override
  public Instant instant() {
    return clock.instant().plus(ahead());
  }

  @Override
  public ZoneId getZone() {
    return clock.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SandboxClock(clock.withZone(zone), journal, aheadMillis);
  }
}
