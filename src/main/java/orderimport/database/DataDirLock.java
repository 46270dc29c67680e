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
 * The programs that use a folder at the same time. File locks end with their process, however it
 * ends; they belong to a whole JVM, so there is one of these for each folder.
 */
final class DataDirLock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

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

  /** Waits for the program that starts or stops the server now, if one does. */
  FileLock turn() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (FileLock lock = tryTurn(); ; lock = tryTurn()) {
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

  /** As {@link #turn}, without waiting: empty if a program starts or stops the server now. */
  Optional<FileLock> turnAtOnce() throws IOException {
    return Optional.ofNullable(tryTurn());
  }

  private @Nullable FileLock tryTurn() throws IOException {
    try {
      return startOrStop.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this JVM has it.
      return null;
    }
  }

  /** Whether some program uses the folder. To be called in one's {@link #turn}. */
  boolean isInUse() throws IOException {
    if (use != null) {
      return true;
    }
    try (FileLock alone = inUse.tryLock()) {
      return alone == null;
    }
  }

  /** To be called in one's {@link #turn}. */
  void join() throws IOException {
    if (use == null) {
      use = inUse.lock(0, Long.MAX_VALUE, true);
    }
  }

  /** Whether nobody else uses the folder any more. To be called in one's {@link #turn}. */
  boolean leave() throws IOException {
    if (use != null) {
      use.release();
      use = null;
    }
    try (FileLock alone = inUse.tryLock()) {
      return alone != null;
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
