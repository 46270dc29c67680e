package orderimport.web.security;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;

/** Limits each key to a number of tokens per period; forgets the least recently used keys. */
final class KeyedRateLimiter {
  private final int capacity;
  private final Duration period;
  private final Map<String, Bucket> buckets = new RecentlyUsed<>();

  KeyedRateLimiter(int capacity, Duration period) {
    this.capacity = capacity;
    this.period = period;
  }

  /** Takes a token; false if none is left. */
  synchronized boolean tryAcquire(String key) {
    return bucket(key).tryConsume(1);
  }

  /** Returns a token. */
  synchronized void refund(String key) {
    bucket(key).addTokens(1);
  }

  private Bucket bucket(String key) {
    return buckets.computeIfAbsent(
        key,
        newKey ->
            Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, period))
                .build());
  }
}
