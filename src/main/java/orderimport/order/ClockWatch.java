package orderimport.order;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices when the database's clock is set forward, by the machine's monotonic clock, which nobody
 * sets. A machine that slept looks the same. Thread-safe.
 */
final class ClockWatch {
  private static final long TOLERANCE = Duration.ofSeconds(1).toNanos();

  /** What two clocks may differ by in a time, as one part in so many. */
  private static final long DRIFT = 1_000;

  private final LongSupplier nanos;
  private @Nullable Offset last;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  ClockWatch(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * The database's time minus ours, in nanoseconds: between two bounds, as asking takes time.
   *
   * @param asked when it was asked for, by our clock
   * @param told when the answer came, by our clock
   */
  private record Offset(long least, long most, long asked, long told) {}

  long nanos() {
    return nanos.getAsLong();
  }

  /**
   * How far the clock was set forward since the last look; zero if it was not.
   *
   * @param time the database's, in nanoseconds since any moment
   * @param asked when the time was asked for, by {@link #nanos}
   */
  synchronized Duration setForward(long time, long asked) {
    long told = nanos();
    Offset offset = new Offset(time - told, time - asked, asked, told);
    Offset former = last;
    if (former == null) {
      last = offset;
      return Duration.ZERO;
    }
    long tolerance = TOLERANCE + Math.max(0, told - former.told()) / DRIFT;
    if (offset.least() - former.most() > tolerance) {
      last = offset;
      return Duration.ofNanos(offset.most() - former.least());
    }
    // Of two looks at once, the one from before a step may be told last.
    if (asked >= former.told() || offset.most() > former.least()) {
      last = offset;
    }
    return Duration.ZERO;
  }
}
