package orderimport.inbox;

import java.io.IOException;
import java.util.Optional;
import javax.sql.DataSource;
import orderimport.database.AdvisoryLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exclusive right to process an inbox: a PostgreSQL session lock for all machines that share
 * the database, and a file lock for all that share the folder. Both last until the process ends,
 * however long the work takes; a lease with a timeout could not guarantee that.
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
   * Acquires the lock.
   *
   * @param folder if it does not exist, no file lock is needed
   * @return empty if another process holds it
   * @throws IOException if the folder's lock file cannot be used
   */
  static Optional<InboxLock> tryAcquire(String name, Inbox folder, DataSource dataSource)
      throws IOException {
    Optional<AdvisoryLock> lock =
        AdvisoryLock.tryAcquire(dataSource, AdvisoryLock.keyOf(dataSource, "inbox " + name));
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    boolean acquired = false;
    try {
      boolean needsFolder = folder.exists();
      Optional<Inbox.FolderLock> ofFolder = needsFolder ? folder.tryLock() : Optional.empty();
      acquired = ofFolder.isPresent() || !needsFolder;
      return acquired ? Optional.of(new InboxLock(name, lock.get(), ofFolder)) : Optional.empty();
    } finally {
      if (!acquired) {
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
      // The channel is closed, and with it the lock released, despite the exception.
      log.debug("Closing the lock file of {} failed", inbox, e);
    }
  }
}
