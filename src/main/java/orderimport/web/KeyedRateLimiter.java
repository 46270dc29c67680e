package orderimport.web;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;

/** How often each of many may do something; who has not done it for long is forgotten. */
final class KeyedRateLimiter {
  private final int times;
  private final Duration per;
  private final Map<String, Bucket> buckets = new RecentlyUsed<>();

  KeyedRateLimiter(int times, Duration per) {
    this.times = times;
    this.per = per;
  }

  /** Takes one, if there is one left. */
  synchronized boolean tryAcquire(String whose) {
    return bucket(whose).tryConsume(1);
  }

  /** As if one had not been taken. */
  synchronized void giveBack(String whose) {
    bucket(whose).addTokens(1);
  }

  private Bucket bucket(String whose) {
    return buckets.computeIfAbsent(
        whose,
        name ->
            Bucket.builder()
                .addLimit(limit -> limit.capacity(times).refillGreedy(times, per))
                .build());
  }
}
