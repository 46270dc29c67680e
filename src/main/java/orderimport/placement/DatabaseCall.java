package orderimport.placement;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker has the database do, until it is done. Thread-safe: while the worker waits, another
 * thread looks after it.
 */
final class DatabaseCall {
  private static final Logger log = LoggerFactory.getLogger(DatabaseCall.class);

  private final @Nullable SpooledResponse response;
  private final long begun = System.nanoTime();
  private boolean failed;
  private boolean spooled;
  private boolean done;
  private @Nullable IOException unwritable;

  /**
   * @param response that is being recorded; null if none is
   */
  DatabaseCall(@Nullable SpooledResponse response) {
    this.response = response;
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  boolean records() {
    return response != null;
  }

  /** It was tried, and the database did not do it. */
  synchronized void failed() {
    failed = true;
  }

  synchronized boolean hasFailed() {
    return failed;
  }

  /** Writes its response to a file, if it has one and that is not done yet. */
  synchronized void spool(ResponseSpool spool) {
    if (response == null || spooled || done) {
      return;
    }
    try {
      spool.write(response);
      spooled = true;
      unwritable = null;
    } catch (IOException e) {
      log.error(
          "The response to order {} cannot be kept in {}", response.orderId(), spool.folder(), e);
      unwritable = e;
    }
  }

  /** Why its response could not be written to a file; null if it was, or was not tried. */
  synchronized @Nullable IOException unwritable() {
    return unwritable;
  }

  /** Whether nothing is lost if nobody waits for its end. */
  synchronized boolean isSafe() {
    return response == null || spooled || done;
  }

  /** Whether its response is in a file alone. */
  synchronized boolean isInFile() {
    return spooled && !done;
  }

  /** The database has done it, so the file is not needed. */
  synchronized void done(ResponseSpool spool) {
    done = true;
    if (spooled && response != null) {
      spool.delete(response);
    }
  }
}
