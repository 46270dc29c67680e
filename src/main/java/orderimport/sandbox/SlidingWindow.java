package orderimport.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import orderimport.carrier.CarrierProperties.RateLimit;
import org.jspecify.annotations.Nullable;

/** An exact rate limiter: never more requests than the limit in any window of its length. */
final class SlidingWindow {
  private final @Nullable RateLimit limit;
  private final Clock clock;
  private final Deque<Instant> admitted = new ArrayDeque<>();

  SlidingWindow(@Nullable RateLimit limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** Admits a request. Returns zero, or the time to wait if the limit is exceeded. */
  synchronized Duration admit() {
    if (limit == null) {
      return Duration.ZERO;
    }
    Instant now = clock.instant();
    while (!admitted.isEmpty() && !admitted.getFirst().plus(limit.per()).isAfter(now)) {
      admitted.removeFirst();
    }
    if (admitted.size() >= limit.requests()) {
      return Duration.between(now, admitted.getFirst().plus(limit.per()));
    }
    admitted.addLast(now);
    return Duration.ZERO;
  }
}
