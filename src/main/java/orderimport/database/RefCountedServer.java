package orderimport.database;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder's server with those who use it: in this JVM by counting, elsewhere by file locks. As
 * long as this JVM uses it, it is started again should it end.
 */
final class RefCountedServer {
  private static final Logger log = LoggerFactory.getLogger(RefCountedServer.class);
  private static final Map<PrivateDirectory, RefCountedServer> OPEN = new HashMap<>();

  private final PrivateDirectory folder;
  private @Nullable DataDirLock dataDirLock;
  private @Nullable PostgresSupervisor watch;
  private int users;

  private RefCountedServer(PrivateDirectory folder) {
    this.folder = folder;
  }

  static RefCountedServer in(PrivateDirectory folder) {
    synchronized (OPEN) {
      return OPEN.computeIfAbsent(folder, RefCountedServer::new);
    }
  }

  /** Starts the server if it does not run. */
  synchronized EmbeddedDatabase join() {
    DataDirLock use = dataDirLock == null ? new DataDirLock(folder) : dataDirLock;
    dataDirLock = use;
    try (FileLock turn = use.turn()) {
      assert turn.isValid();
      boolean isLookedFor = use.isInUse();
      use.join();
      PostgresServer postgresServer = server();
      Postmaster running = postgresServer.running(isLookedFor, PostgresServer.PATIENCE);
      EmbeddedDatabase database = postgresServer.database(running.port());
      if (watch == null) {
        watch = PostgresSupervisor.begin(postgresServer, running, use);
      }
      users++;
      return database;
    } catch (IOException e) {
      throw folder.unusable(e);
    } finally {
      if (users == 0) {
        close(use);
      }
    }
  }

  /** Stops the server if nobody else uses it. */
  synchronized void leave() {
    users--;
    DataDirLock use = dataDirLock;
    if (users > 0 || use == null) {
      return;
    }
    if (watch != null) {
      watch.close();
      watch = null;
    }
    // A pending interruption would close the lock files under us.
    boolean interrupted = Thread.interrupted();
    try (FileLock turn = use.turn()) {
      assert turn.isValid();
      if (use.leave()) {
        server().stop();
      }
    } catch (IOException | DatabaseUnavailableException e) {
      log.warn("The database in {} may still run: {}", folder.path(), e.getMessage());
    } finally {
      close(use);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private PostgresServer server() {
    PostgresBinaries programs =
        new PostgresDistribution(
                Platform.of(System.getProperty("os.name", ""), System.getProperty("os.arch", "")))
            .unpackInto(folder);
    return new PostgresServer(programs, Cluster.in(folder, programs));
  }

  private void close(DataDirLock use) {
    dataDirLock = null;
    try {
      use.close();
    } catch (IOException e) {
      log.warn("{} could not be let go: {}", folder.path(), e.getMessage());
    }
  }
}
