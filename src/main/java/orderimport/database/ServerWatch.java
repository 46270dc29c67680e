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
final class ServerWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServerWatch.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  private final Server server;
  private final FolderUse folderUse;
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

  private ServerWatch(Server server, Postmaster running, FolderUse folderUse) {
    this.server = server;
    this.seen = running;
    this.folderUse = folderUse;
  }

  /** Watches over a server until it is closed. */
  static ServerWatch begin(Server server, Postmaster running, FolderUse folderUse) {
    ServerWatch watch = new ServerWatch(server, running, folderUse);
    var unused =
        watch.timer.scheduleWithFixedDelay(
            watch::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private synchronized void look() {
    if (closed || server.stillRuns(seen) || System.nanoTime() - nextTry < 0) {
      return;
    }
    try {
      Optional<FileLock> turn = folderUse.turnAtOnce();
      if (turn.isPresent()) {
        try (FileLock held = turn.get()) {
          assert held.isValid();
          log.warn("The database in {} has ended; it is started again", server.cluster());
          seen = server.running(true, PATIENCE);
          log.info("The database in {} runs again", server.cluster());
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      log.warn("The database in {} cannot be started now", server.cluster(), e);
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
