package orderimport.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A folder of results whose files are replaced atomically: they are written to a subfolder and
 * moved when all are complete. Subfolders of dead processes are deleted when results are written
 * again.
 */
final class ResultFolder implements AutoCloseable {

  private static final String PREFIX = ".writing-";
  private static final String TRACKING_PREFIX = ".tracking-";

  private final Path folder;
  private final Path draft;

  private ResultFolder(Path folder, Path draft) {
    this.folder = folder;
    this.draft = draft;
  }

  static ResultFolder open(Path folder) throws IOException {
    return open(folder, PREFIX);
  }

  /**
   * Opens a folder for the tracking results only, while another thread of this process may write
   * all results. One thread at a time may do so.
   */
  static ResultFolder openForTracking(Path folder) throws IOException {
    return open(folder, TRACKING_PREFIX);
  }

  private static ResultFolder open(Path folder, String prefix) throws IOException {
    Files.createDirectories(folder);
    clearLeftovers(folder, prefix);
    Path draft = folder.resolve(prefix + ProcessHandle.current().pid());
    Files.createDirectories(draft);
    return new ResultFolder(folder, draft);
  }

  private static void clearLeftovers(Path folder, String prefix) throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, prefix + "*")) {
      for (Path draft : drafts) {
        long pid = Long.parseLong(draft.getFileName().toString().substring(prefix.length()));
        if (pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty()) {
          delete(draft);
        }
      }
    }
  }

  private static void delete(Path draft) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(draft)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(draft);
  }

  /** The path to which a file is written first. */
  Path file(String name) {
    return draft.resolve(name);
  }

  /** Moves the files into place in this order, and deletes the old files that were not written. */
  void publish(List<String> names) throws IOException {
    for (String name : names) {
      Path written = draft.resolve(name);
      if (Files.exists(written)) {
        Files.move(
            written,
            folder.resolve(name),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
  }

  @Override
  public void close() throws IOException {
    delete(draft);
  }
}
