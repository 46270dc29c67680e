package orderimport.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ErrorHandler;

/**
 * Handles messages whose part was not built to its end: another process, or this one, builds it
 * again. The channel retries at once, so this waits.
 */
final class FailedDeliveries implements ErrorHandler {
  private static final Logger log = LoggerFactory.getLogger(FailedDeliveries.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Override
  public void handleError(Throwable failure) {
    log.warn("A part of an import was not built to its end here; it is built again", failure);
    LockSupport.parkNanos(PAUSE.toNanos());
  }
}
