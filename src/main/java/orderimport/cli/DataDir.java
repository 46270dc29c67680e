package orderimport.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import orderimport.job.ExitCodes;

/** The folder that all data live in. */
final class DataDir {
  private DataDir() {}

  static Path logFile(Path dataDir) {
    return dataDir.resolve("logs").resolve("order-import.log");
  }

  /**
   * Sees to it that there is one, which only its owner looks into, and that it can be written to.
   *
   * @throws CannotStartException if it cannot
   */
  static void prepare(Path dataDir) {
    try {
      if (!Files.isDirectory(dataDir)) {
        Files.createDirectories(
            dataDir,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Path logs = logFile(dataDir).getParent();
      Files.createDirectories(logs);
      Files.delete(Files.createTempFile(logs, "writable", ".tmp"));
    } catch (IOException | UnsupportedOperationException e) {
      throw new CannotStartException(
          "The folder %s cannot be used for the data: %s. Mend that, or name another one with --data-dir."
              .formatted(dataDir, reason(e)),
          ExitCodes.STOPPED,
          e);
    }
  }

  private static String reason(Exception e) {
    if (e instanceof FileAlreadyExistsException taken) {
      return "%s is a file, not a folder".formatted(taken.getFile());
    } else if (e instanceof AccessDeniedException denied) {
      return "you may not write to %s".formatted(denied.getFile());
    }
    return FileTrouble.reason(e);
  }
}
