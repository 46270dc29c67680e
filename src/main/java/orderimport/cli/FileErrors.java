package orderimport.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import orderimport.imports.ShownName;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/** Explains failures to read or write files. */
final class FileErrors {
  private FileErrors() {}

  /** The message, without a full stop; empty if the failure was not caused by a file. */
  static Optional<Text> explain(@Nullable Throwable failure, RootCommand rootCommand) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && isFull(cause)) {
        return Optional.of(CliText.DISK_FULL.text(rootCommand.dataDir()));
      } else if (cause instanceof FileSystemException file && file.getFile() != null) {
        return Optional.of(CliText.FILE_FAILED.text(ShownName.of(file.getFile()), reason(file)));
      }
    }
    return Optional.empty();
  }

  private static boolean isFull(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("No space left on device") || message.contains("Disk quota exceeded");
  }

  /** The reason without the file's name. */
  static Text reason(Exception failure) {
    if (isFull(failure)) {
      return CliText.REASON_DISK_FULL.text();
    } else if (failure instanceof NoSuchFileException) {
      return CliText.REASON_MISSING.text();
    } else if (failure instanceof AccessDeniedException) {
      return CliText.REASON_DENIED.text();
    } else if (failure instanceof FileSystemException file && file.getReason() != null) {
      return Text.verbatim(file.getReason());
    }
    return CliText.REASON_OTHER.text();
  }
}
