package orderimport.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A folder of results that changes file by file, each at once: they are written beside it and moved
 * in when all are whole. What a process that died left behind goes with the next writing.
 */
final class ResultFolder implements AutoCloseable {

  private static final String PREFIX = ".writing-";

  private final Path folder;
  private final Path draft;

  private ResultFolder(Path folder, Path draft) {
    this.folder = folder;
    this.draft = draft;
  }

  static ResultFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    clearLeftovers(folder);
    Path draft = folder.resolve(PREFIX + ProcessHandle.current().pid());
    Files.createDirectories(draft);
    return new ResultFolder(folder, draft);
  }

  private static void clearLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path draft : drafts) {
        long pid = Long.parseLong(draft.getFileName().toString().substring(PREFIX.length()));
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

  /** Where a file is to be written. */
  Path file(String name) {
    return draft.resolve(name);
  }

  /** Moves the files in, in this order; one that was not written is removed if it was there. */
  void publish(List<String> names) throws IOException {
    for (String name : names) {
      Path whole = draft.resolve(name);
      if (Files.exists(whole)) {
        Files.move(
            whole,
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
