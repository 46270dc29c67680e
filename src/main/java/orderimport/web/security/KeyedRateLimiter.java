package orderimport.web.security;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.function.Function;

/** Limits each key to a number of tokens per period. {@link RateLimiters} creates it. */
public final class KeyedRateLimiter {
  private final Function<String, Bucket> buckets;

  /**
   * @param buckets the bucket of a key
   */
  KeyedRateLimiter(Function<String, Bucket> buckets) {
    this.buckets = buckets;
  }

  /** Takes a token; false if none is left. */
  boolean tryAcquire(String key) {
    return buckets.apply(key).tryConsume(1);
  }

  /** Takes a token; if none is left, returns the time until there is one, otherwise zero. */
  public Duration acquire(String key) {
    return Duration.ofNanos(
        buckets.apply(key).tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
  }

  /** Whether a token is left. */
  boolean isAvailable(String key) {
    return buckets.apply(key).getAvailableTokens() > 0;
  }

  /** Returns a token. */
  void refund(String key) {
    buckets.apply(key).addTokens(1);
  }
}
