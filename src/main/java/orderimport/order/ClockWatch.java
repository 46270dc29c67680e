package orderimport.order;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Detects when the database's clock is set forward, by comparison with this machine's monotonic
 * clock. A machine that slept looks the same. Thread-safe.
 */
final class ClockWatch {
  private static final long TOLERANCE = Duration.ofSeconds(1).toNanos();

  /** The tolerated drift between the clocks: one part in this many. */
  private static final long DRIFT = 1_000;

  private final LongSupplier nanos;
  private @Nullable Offset last;

  /**
   * @param nanos a monotonic clock such as {@link System#nanoTime}
   */
  ClockWatch(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * The difference between the database's time and ours, in nanoseconds. It is known within two
   * bounds, as the query takes time.
   *
   * @param sent when the query was sent, by our clock
   * @param received when the response was received, by our clock
   */
  private record Offset(long least, long most, long sent, long received) {}

  long nanos() {
    return nanos.getAsLong();
  }

  /**
   * How far the clock was set forward since the previous call; zero if it was not.
   *
   * @param time the database's time, in nanoseconds since an arbitrary origin
   * @param sent when the query was sent, by {@link #nanos}
   */
  synchronized Duration setForward(long time, long sent) {
    long received = nanos();
    Offset offset = new Offset(time - received, time - sent, sent, received);
    Offset previous = last;
    if (previous == null) {
      last = offset;
      return Duration.ZERO;
    }
    long tolerance = TOLERANCE + Math.max(0, received - previous.received()) / DRIFT;
    if (offset.least() - previous.most() > tolerance) {
      last = offset;
      return Duration.ofNanos(offset.most() - previous.least());
    }
    // Of two concurrent queries, the response from before a step may arrive last.
    if (sent >= previous.received() || offset.most() > previous.least()) {
      last = offset;
    }
    return Duration.ZERO;
  }
}
