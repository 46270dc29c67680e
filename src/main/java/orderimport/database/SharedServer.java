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
final class SharedServer {
  private static final Logger log = LoggerFactory.getLogger(SharedServer.class);
  private static final Map<OwnersFolder, SharedServer> OPEN = new HashMap<>();

  private final OwnersFolder folder;
  private @Nullable FolderUse folderUse;
  private @Nullable ServerWatch watch;
  private int users;

  private SharedServer(OwnersFolder folder) {
    this.folder = folder;
  }

  static SharedServer in(OwnersFolder folder) {
    synchronized (OPEN) {
      return OPEN.computeIfAbsent(folder, SharedServer::new);
    }
  }

  /** Starts the server if it does not run. */
  synchronized EmbeddedDatabase join() {
    FolderUse use = folderUse == null ? new FolderUse(folder) : folderUse;
    folderUse = use;
    try (FileLock turn = use.turn()) {
      assert turn.isValid();
      boolean isLookedFor = use.isInUse();
      use.join();
      Server server = server();
      Postmaster running = server.running(isLookedFor, Server.PATIENCE);
      EmbeddedDatabase database = server.database(running.port());
      if (watch == null) {
        watch = ServerWatch.begin(server, running, use);
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
    FolderUse use = folderUse;
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

  private Server server() {
    ServerPrograms programs =
        new ServerArchive(
                Platform.of(System.getProperty("os.name", ""), System.getProperty("os.arch", "")))
            .unpackInto(folder);
    return new Server(programs, Cluster.in(folder, programs));
  }

  private void close(FolderUse use) {
    folderUse = null;
    try {
      use.close();
    } catch (IOException e) {
      log.warn("{} could not be let go: {}", folder.path(), e.getMessage());
    }
  }
}
