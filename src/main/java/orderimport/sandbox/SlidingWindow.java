package orderimport.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import orderimport.carrier.CarrierProperties.RateLimit;
import org.jspecify.annotations.Nullable;

/** An exact rate limiter: never more requests than each limit in any window of its length. */
final class SlidingWindow {
  /** The shortest window first. */
  private final List<RateLimit> limits;

  private final Clock clock;
  private final Deque<Instant> admitted = new ArrayDeque<>();

  SlidingWindow(List<RateLimit> limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** Admits a request. Returns zero, or the time to wait if a limit is exceeded. */
  synchronized Duration admit() {
    if (limits.isEmpty()) {
      return Duration.ZERO;
    }
    Instant now = clock.instant();
    Duration longest = limits.get(limits.size() - 1).per();
    while (!admitted.isEmpty() && !admitted.getFirst().plus(longest).isAfter(now)) {
      admitted.removeFirst();
    }
    Duration wait = Duration.ZERO;
    for (RateLimit limit : limits) {
      Instant oldest = latest(limit.requests());
      if (oldest != null && oldest.plus(limit.per()).isAfter(now)) {
        Duration own = Duration.between(now, oldest.plus(limit.per()));
        wait = own.compareTo(wait) > 0 ? own : wait;
      }
    }
    if (wait.isZero()) {
      admitted.addLast(now);
    }
    return wait;
  }

  /** The request that came this many requests ago; null if there were fewer. */
  private @Nullable Instant latest(int requests) {
    if (admitted.size() < requests) {
      return null;
    }
    Iterator<Instant> backwards = admitted.descendingIterator();
    for (int i = 1; i < requests; i++) {
      backwards.next();
    }
    return backwards.next();
  }
}
