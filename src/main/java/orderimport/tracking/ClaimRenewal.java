package orderimport.tracking;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the claims on orders while they are asked for. Claims are short, so that those of a
 * process that died soon end, and asking may take long: a request waits for the rate limit.
 */
final class ClaimRenewal {
  static final Duration CLAIM = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(ClaimRenewal.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          BasicThreadFactory.builder().namingPattern("tracking-claims").daemon().build());

  private ClaimRenewal() {}

  /** Runs a task and renews the claims until it ends. */
  static void during(Trackings trackings, List<OrderToTrack> claimed, Runnable task) {
    ScheduledFuture<?> renewals =
        TIMER.scheduleWithFixedDelay(
            () -> renew(trackings, claimed),
            INTERVAL.toMillis(),
            INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      task.run();
    } finally {
      renewals.cancel(false);
    }
  }

  private static void renew(Trackings trackings, List<OrderToTrack> claimed) {
    try {
      trackings.renew(claimed, CLAIM);
    } catch (RuntimeException e) {
      log.warn("The claims on {} orders to track could not be renewed", claimed.size(), e);
    }
  }
}
