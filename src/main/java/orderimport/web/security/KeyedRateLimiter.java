package orderimport.web.security;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;

/** Limits each key to a number of tokens per period; forgets the least recently used keys. */
public final class KeyedRateLimiter {
  private final int capacity;
  private final Duration period;
  private final Map<String, Bucket> buckets = new RecentlyUsed<>();

  public KeyedRateLimiter(int capacity, Duration period) {
    this.capacity = capacity;
    this.period = period;
  }

  /** Takes a token; false if none is left. */
  synchronized boolean tryAcquire(String key) {
    return bucket(key).tryConsume(1);
  }

  /** Takes a token; if none is left, returns the time until there is one, otherwise zero. */
  public synchronized Duration acquire(String key) {
    return Duration.ofNanos(bucket(key).tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
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
