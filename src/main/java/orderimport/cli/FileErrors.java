package orderimport.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import orderimport.imports.ShownName;
import org.jspecify.annotations.Nullable;

/** Explains failures to read or write files. */
final class FileErrors {
  private FileErrors() {}

  /** The message; empty if the failure was not caused by a file. */
  static Optional<String> explain(@Nullable Throwable failure, RootCommand rootCommand) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && isFull(cause)) {
        return Optional.of(
            "The disk is full. Free some space for the data directory %s, then run it again."
                .formatted(rootCommand.dataDir()));
      } else if (cause instanceof FileSystemException file && file.getFile() != null) {
        return Optional.of(
            "%s: %s. Fix that, then run it again."
                .formatted(ShownName.of(file.getFile()), reason(file)));
      }
    }
    return Optional.empty();
  }

  private static boolean isFull(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("No space left on device") || message.contains("Disk quota exceeded");
  }

  /** The reason without the file's name. */
  static String reason(Exception failure) {
    if (isFull(failure)) {
      return "the disk is full";
    } else if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    } else if (failure instanceof AccessDeniedException) {
      return "you may not read or write it";
    } else if (failure instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return "it cannot be read or written";
  }
}
