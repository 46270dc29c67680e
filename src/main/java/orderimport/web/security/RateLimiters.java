package orderimport.web.security;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Creates the limits on users and clients. They count in the memory of this server, for the 10,000
 * most recently used keys; servers that share a database count together in it.
 */
@Component
public final class RateLimiters {
  private final @Nullable SharedBuckets shared;

  RateLimiters(ObjectProvider<SharedBuckets> shared) {
    this.shared = shared.getIfAvailable();
  }

  /**
   * Creates a limit.
   *
   * @param name unlike those of all other limits
   * @param capacity the tokens of a key, which are refilled evenly; at least 1
   * @param period in which all tokens are refilled
   */
  public KeyedRateLimiter perKey(String name, int capacity, Duration period) {
    Bandwidth limit = Bandwidth.builder().capacity(capacity).refillGreedy(capacity, period).build();
    if (shared != null) {
      BucketConfiguration configuration = BucketConfiguration.builder().addLimit(limit).build();
      // Servers whose settings differ count apart.
      String id = "%s %d/%s".formatted(name, capacity, period);
      SharedBuckets buckets = shared;
      return new KeyedRateLimiter(key -> buckets.of(id, key, configuration));
    }
    Map<String, Bucket> buckets = Collections.synchronizedMap(new RecentlyUsed<>());
    return new KeyedRateLimiter(
        key -> buckets.computeIfAbsent(key, newKey -> Bucket.builder().addLimit(limit).build()));
  }
}
