package orderimport.database;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a server again should it end while this program uses it, at the port where its pool looks
 * for it. Of several programs one does so.
 */
final class PostgresSupervisor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostgresSupervisor.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  private final PostgresServer postgresServer;
  private final DataDirLock dataDirLock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "database-watch");
            thread.setDaemon(true);
            return thread;
          });
  private Postmaster seen;
  private long nextTry = System.nanoTime();
  private boolean closed;

  private PostgresSupervisor(
      PostgresServer postgresServer, Postmaster running, DataDirLock dataDirLock) {
    this.postgresServer = postgresServer;
    this.seen = running;
    this.dataDirLock = dataDirLock;
  }

  /** Watches over a server until it is closed. */
  static PostgresSupervisor begin(
      PostgresServer postgresServer, Postmaster running, DataDirLock dataDirLock) {
    PostgresSupervisor watch = new PostgresSupervisor(postgresServer, running, dataDirLock);
    var unused =
        watch.timer.scheduleWithFixedDelay(
            watch::check,
            BETWEEN_LOOKS.toMillis(),
            BETWEEN_LOOKS.toMillis(),
            TimeUnit.MILLISECONDS);
    return watch;
  }

  private synchronized void check() {
    if (closed || postgresServer.stillRuns(seen) || System.nanoTime() - nextTry < 0) {
      return;
    }
    try {
      Optional<FileLock> turn = dataDirLock.turnAtOnce();
      if (turn.isPresent()) {
        try (FileLock held = turn.get()) {
          assert held.isValid();
          log.warn("The database in {} has ended; it is started again", postgresServer.cluster());
          seen = postgresServer.running(true, PATIENCE);
          log.info("The database in {} runs again", postgresServer.cluster());
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      log.warn("The database in {} cannot be started now", postgresServer.cluster(), e);
      nextTry = System.nanoTime() + AFTER_FAILURE.toNanos();
    }
  }

  /** Ends the watch, once it has started the server if it is at it. */
  @Override
  public void close() {
    timer.shutdown();
    synchronized (this) {
      closed = true;
    }
  }
}
