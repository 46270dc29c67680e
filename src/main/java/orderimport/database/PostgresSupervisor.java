package orderimport.database;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts the server if it ends while this program uses it, at the port that the connection pool
 * uses. If several programs use the server, one of them restarts it.
 */
final class PostgresSupervisor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostgresSupervisor.class);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);
  private static final Duration RESTART_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

  private final PostgresServer postgresServer;
  private final DataDirLock dataDirLock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          BasicThreadFactory.builder().namingPattern("database-watch").daemon().build());
  private Postmaster postmaster;
  private long nextAttempt = System.nanoTime();
  private boolean closed;

  private PostgresSupervisor(
      PostgresServer postgresServer, Postmaster postmaster, DataDirLock dataDirLock) {
    this.postgresServer = postgresServer;
    this.postmaster = postmaster;
    this.dataDirLock = dataDirLock;
  }

  /** Starts supervising a server, until closed. */
  static PostgresSupervisor begin(
      PostgresServer postgresServer, Postmaster postmaster, DataDirLock dataDirLock) {
    PostgresSupervisor supervisor = new PostgresSupervisor(postgresServer, postmaster, dataDirLock);
    var unused =
        supervisor.timer.scheduleWithFixedDelay(
            supervisor::check,
            CHECK_INTERVAL.toMillis(),
            CHECK_INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
    return supervisor;
  }

  private synchronized void check() {
    if (closed
        || postgresServer.isStillRunning(postmaster)
        || System.nanoTime() - nextAttempt < 0) {
      return;
    }
    try {
      Optional<FileLock> lock = dataDirLock.tryAcquire();
      if (lock.isPresent()) {
        try (FileLock held = lock.get()) {
          assert held.isValid();
          log.warn("The database in {} has ended; restarting it", postgresServer.files());
          postmaster = postgresServer.ensureRunning(true, RESTART_TIMEOUT);
          log.info("The database in {} is running again", postgresServer.files());
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      log.warn("The database in {} cannot be restarted now", postgresServer.files(), e);
      nextAttempt = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
    }
  }

  /** Ends the supervision, after a restart in progress has completed. */
  @Override
  public void close() {
    timer.shutdown();
    synchronized (this) {
      closed = true;
    }
  }
}
