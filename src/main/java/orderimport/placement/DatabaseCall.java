package orderimport.placement;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database call of a worker, until it completes. Thread-safe: while the worker waits, another
 * thread monitors the call.
 */
final class DatabaseCall {
  private static final Logger log = LoggerFactory.getLogger(DatabaseCall.class);

  private final @Nullable SpooledResponse response;
  private final long startNanos = System.nanoTime();
  private boolean failed;
  private boolean spooled;
  private boolean done;
  private @Nullable IOException writeFailure;

  /**
   * @param response the response being recorded; null if the call records none
   */
  DatabaseCall(@Nullable SpooledResponse response) {
    this.response = response;
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  boolean recordsResponse() {
    return response != null;
  }

  /** Marks that an attempt of the call failed. */
  synchronized void failed() {
    failed = true;
  }

  synchronized boolean hasFailed() {
    return failed;
  }

  /** Writes the response to a file, if there is one that is neither recorded nor in a file. */
  synchronized void spool(ResponseSpool spool) {
    if (response == null || spooled || done) {
      return;
    }
    try {
      spool.write(response);
      spooled = true;
      writeFailure = null;
    } catch (IOException e) {
      log.error(
          "The response to order {} cannot be stored in {}", response.orderId(), spool.folder(), e);
      writeFailure = e;
    }
  }

  /** Why the response could not be written to a file; null if it was written, or not attempted. */
  synchronized @Nullable IOException writeFailure() {
    return writeFailure;
  }

  /** Whether nothing is lost if the worker is abandoned. */
  synchronized boolean isSafe() {
    return response == null || spooled || done;
  }

  /** Whether the response is in a file but not in the database. */
  synchronized boolean isInFile() {
    return spooled && !done;
  }

  /** Marks that the call succeeded and deletes the file. */
  synchronized void done(ResponseSpool spool) {
    done = true;
    if (spooled && response != null) {
      spool.delete(response);
    }
  }
}
