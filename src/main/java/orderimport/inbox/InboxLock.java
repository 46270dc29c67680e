package orderimport.inbox;

import java.io.IOException;
import java.util.Optional;
import javax.sql.DataSource;
import orderimport.database.AdvisoryLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to work through an inbox: over all machines that share the database a session lock in
 * PostgreSQL, and over all that share the folder a file lock. Both end with the process and not
 * before, however long the work takes: no lock with a term could promise that.
 */
final class InboxLock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(InboxLock.class);

  private final String inbox;
  private final AdvisoryLock lock;
  private final Optional<Inbox.FolderLock> ofFolder;

  private InboxLock(String inbox, AdvisoryLock lock, Optional<Inbox.FolderLock> ofFolder) {
    this.inbox = inbox;
    this.lock = lock;
    this.ofFolder = ofFolder;
  }

  /**
   * Takes it.
   *
   * @param folder where there is none, its lock is not needed
   * @return empty if another process has it
   * @throws IOException if the folder's lock file cannot be used
   */
  static Optional<InboxLock> tryAcquire(String name, Inbox folder, DataSource dataSource)
      throws IOException {
    Optional<AdvisoryLock> lock =
        AdvisoryLock.tryAcquire(dataSource, AdvisoryLock.keyOf(dataSource, "inbox " + name));
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    boolean taken = false;
    try {
      boolean needsFolder = folder.exists();
      Optional<Inbox.FolderLock> ofFolder = needsFolder ? folder.turn() : Optional.empty();
      taken = ofFolder.isPresent() || !needsFolder;
      return taken ? Optional.of(new InboxLock(name, lock.get(), ofFolder)) : Optional.empty();
    } finally {
      if (!taken) {
        lock.get().close();
      }
    }
  }

  @Override
  public void close() {
    try (lock) {
      if (ofFolder.isPresent()) {
        ofFolder.get().close();
      }
    } catch (IOException e) {
      // The lock goes with the channel, whatever its end.
      log.debug("The lock file of {} did not close well", inbox, e);
    }
  }
}
