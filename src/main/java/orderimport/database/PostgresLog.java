package orderimport.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The server's log file; when it is too large, it is rotated to a single old file. */
record PostgresLog(Path file) {
  private static final long MAX_SIZE = 10L << 20;

  long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  void rotate() throws IOException {
    if (size() > MAX_SIZE) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".old"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The text that was logged since the file had this size. */
  String since(long size) throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    byte[] all = Files.readAllBytes(file);
    int from = (int) Math.min(size, all.length);
    return new String(all, from, all.length - from, StandardCharsets.UTF_8);
  }
}
