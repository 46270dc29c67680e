package orderimport.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file locks that coordinate the programs that use a data directory at the same time. File
 * locks end with their process, however it ends. They belong to the whole JVM, so there is one
 * instance for each folder.
 */
final class DataDirLock implements AutoCloseable {
  private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(3);

  private final PrivateDirectory folder;
  private final FileChannel startOrStop;
  private final FileChannel inUse;
  private @Nullable FileLock use;

  DataDirLock(PrivateDirectory folder) {
    this.folder = folder;
    try {
      startOrStop = open(folder, "start-or-stop.lock");
      inUse = open(folder, "in-use.lock");
    } catch (IOException e) {
      throw folder.unusable(e);
    }
  }

  private static FileChannel open(PrivateDirectory folder, String name) throws IOException {
    return FileChannel.open(
        folder.resolve(name),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  /**
   * Acquires the lock for starting or stopping the server; waits while another program holds it.
   */
  FileLock acquire() {
    long deadline = System.nanoTime() + LOCK_TIMEOUT.toNanos();
    try {
      for (FileLock lock = tryLock(); ; lock = tryLock()) {
        if (lock != null) {
          return lock;
        }
        if (System.nanoTime() > deadline) {
          throw new DatabaseUnavailableException(
              "Another order-import is still starting or stopping the database in %s. Try again when it is done."
                  .formatted(folder.path()));
        }
        Thread.sleep(20);
      }
    } catch (IOException e) {
      throw folder.unusable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnavailableException("Waiting for the database was interrupted.", e);
    }
  }

  /** As {@link #acquire}, without waiting; empty if another program holds the lock. */
  Optional<FileLock> tryAcquire() throws IOException {
    return Optional.ofNullable(tryLock());
  }

  private @Nullable FileLock tryLock() throws IOException {
    try {
      return startOrStop.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this JVM has it.
      return null;
    }
  }

  /** Whether any program uses the folder. Requires the lock of {@link #acquire}. */
  boolean isInUse() throws IOException {
    if (use != null) {
      return true;
    }
    try (FileLock exclusive = inUse.tryLock()) {
      return exclusive == null;
    }
  }

  /** Marks the folder as in use by this JVM. Requires the lock of {@link #acquire}. */
  void join() throws IOException {
    if (use == null) {
      use = inUse.lock(0, Long.MAX_VALUE, true);
    }
  }

  /**
   * Ends this JVM's use of the folder; returns whether no other program uses it. Requires the lock
   * of {@link #acquire}.
   */
  boolean leave() throws IOException {
    if (use != null) {
      use.release();
      use = null;
    }
    try (FileLock exclusive = inUse.tryLock()) {
      return exclusive != null;
    }
  }

  @Override
  public void close() throws IOException {
    try (startOrStop;
        inUse) {
      use = null;
    }
  }
}
