package orderimport.database;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the users of a folder's server: within this JVM by a counter, across programs by file
 * locks. While this JVM uses the server, it is restarted if it ends.
 */
final class RefCountedServer {
  private static final Logger log = LoggerFactory.getLogger(RefCountedServer.class);
  private static final Map<PrivateDirectory, RefCountedServer> OPEN = new HashMap<>();

  private final PrivateDirectory folder;
  private @Nullable DataDirLock dataDirLock;
  private @Nullable PostgresSupervisor supervisor;
  private int users;

  private RefCountedServer(PrivateDirectory folder) {
    this.folder = folder;
  }

  static RefCountedServer in(PrivateDirectory folder) {
    synchronized (OPEN) {
      return OPEN.computeIfAbsent(folder, RefCountedServer::new);
    }
  }

  /** Adds a user; starts the server if it is not running. */
  synchronized ServerProbe join() {
    DataDirLock use = dataDirLock == null ? new DataDirLock(folder) : dataDirLock;
    dataDirLock = use;
    try (FileLock lock = use.acquire()) {
      assert lock.isValid();
      boolean keepPort = use.isInUse();
      use.join();
      PostgresServer postgresServer = server();
      Postmaster postmaster = postgresServer.ensureRunning(keepPort, PostgresServer.START_TIMEOUT);
      ServerProbe database = postgresServer.database(postmaster.port());
      if (supervisor == null) {
        supervisor = PostgresSupervisor.begin(postgresServer, postmaster, use);
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

  /** Removes a user; stops the server if it was the last one. */
  synchronized void leave() {
    users--;
    DataDirLock use = dataDirLock;
    if (users > 0 || use == null) {
      return;
    }
    if (supervisor != null) {
      supervisor.close();
      supervisor = null;
    }
    // A pending interrupt would close the channels of the lock files.
    boolean interrupted = Thread.interrupted();
    try (FileLock lock = use.acquire()) {
      assert lock.isValid();
      if (use.leave()) {
        server().stop();
      }
    } catch (IOException | DatabaseUnavailableException e) {
      log.warn("The database in {} may still be running: {}", folder.path(), e.getMessage());
    } finally {
      close(use);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private PostgresServer server() {
    PostgresBinaries binaries =
        new PostgresDistribution(
                Platform.of(System.getProperty("os.name", ""), System.getProperty("os.arch", "")))
            .unpackInto(folder);
    return new PostgresServer(binaries, PostgresFiles.in(folder, binaries));
  }

  private void close(DataDirLock use) {
    dataDirLock = null;
    try {
      use.close();
    } catch (IOException e) {
      log.warn("The lock on {} could not be released: {}", folder.path(), e.getMessage());
    }
  }
}
