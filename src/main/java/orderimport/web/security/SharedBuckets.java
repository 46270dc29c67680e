package orderimport.web.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import java.util.HexFormat;
import javax.sql.DataSource;
import orderimport.database.ConditionalOnExternalDatabase;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/**
 * The tokens that are left of the limits on users and clients, in a database of several servers.
 */
@Component
@ConditionalOnExternalDatabase
final class SharedBuckets implements SchedulingConfigurer {

  /** The clocks of the servers may differ. */
  private static final Duration KEPT_WHEN_FULL = Duration.ofMinutes(5);

  private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(10);
  private static final int CLEANED_AT_ONCE = 1000;

  private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

  SharedBuckets(DataSource dataSource) {
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("rate_limit_bucket")
            .expiresAtColumn("expires_at")
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_WHEN_FULL))
            .build();
  }

  /** The bucket of a key, of which the database has a hash only: it may be a user's name. */
  Bucket of(String limit, String key, BucketConfiguration configuration) {
    String hash = HexFormat.of().formatHex(Sha256.hash(key));
    return buckets.builder().build(limit + " " + hash, () -> configuration);
  }

  /** Deletes full buckets, which are as good as none. */
  @Override
  public void configureTasks(ScheduledTaskRegistrar tasks) {
    tasks.addFixedDelayTask(this::deleteFull, CLEANING_INTERVAL);
  }

  private void deleteFull() {
    int deleted = CLEANED_AT_ONCE;
    while (deleted == CLEANED_AT_ONCE) {
      deleted = buckets.removeExpired(CLEANED_AT_ONCE);
    }
  }
}
