package orderimport.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The folder for the web server's temporary files, such as uploads that are being received, in the
 * data directory. A process that is killed leaves it behind; the next one deletes it.
 */
final class TemporaryFolder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TemporaryFolder.class);
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileLock inUse;

  private TemporaryFolder(Path folder, FileLock inUse) {
    this.folder = folder;
    this.inUse = inUse;
  }

  /**
   * Creates the folder of this process and deletes abandoned ones.
   *
   * @param all the parent of these folders
   * @throws IOException if the folder cannot be created, such as on a full disk
   */
  static TemporaryFolder in(Path all) throws IOException {
    // One process at a time: a new folder looks abandoned until its lock is held.
    try (FileChannel lockChannel = open(all.resolve(LOCK));
        FileLock held = lockChannel.lock()) {
      assert held.isValid();
      deleteAbandoned(all);
      Path created =
          Files.createDirectory(all.resolve(UUID.randomUUID().toString())).toAbsolutePath();
      FileLock inUse = open(created.resolve(LOCK)).lock();
      return new TemporaryFolder(created, inUse);
    }
  }

  Path path() {
    return folder;
  }

  private static FileChannel open(Path lock) throws IOException {
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void deleteAbandoned(Path all) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, Files::isDirectory)) {
      for (Path each : folders) {
        if (isAbandoned(each)) {
          FileSystemUtils.deleteRecursively(each);
        }
      }
    }
  }

  private static boolean isAbandoned(Path each) throws IOException {
    try (FileChannel channel = open(each.resolve(LOCK));
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try (FileChannel channel = inUse.channel()) {
      log.trace("{} is no longer needed", channel);
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      log.debug("{} cannot be deleted; the next process deletes it", folder, e);
    }
  }
}
