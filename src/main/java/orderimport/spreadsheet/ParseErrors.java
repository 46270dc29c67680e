package orderimport.spreadsheet;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import orderimport.problem.FileProblem;
import orderimport.problem.Text;

/** Translates exceptions of the parsers into messages for the user. */
final class ParseErrors {
  private ParseErrors() {}

  /**
   * Finds or makes the error to report for a failure.
   *
   * @param subject what cannot be read, as the start of a sentence: {@code The sheet "Orders"}
   * @return an {@link UnreadableSpreadsheetException} among the causes, else a new one
   */
  static UnreadableSpreadsheetException of(Text subject, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnreadableSpreadsheetException unreadable) {
        return unreadable;
      }
    }
    Throwable reason =
        failure instanceof UncheckedIOException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return new UnreadableSpreadsheetException(kind(reason), subject).causedBy(failure);
  }

  private static FileProblem kind(Throwable reason) {
    if (reason instanceof CharacterCodingException) {
      return FileProblem.UNREADABLE_INVALID_BYTES;
    }
    if (reason instanceof OutOfMemoryError) {
      return FileProblem.UNREADABLE_NO_MEMORY;
    }
    if (reason instanceof StackOverflowError) {
      return FileProblem.UNREADABLE_STACK;
    }
    if (reason instanceof NoSuchFileException || reason instanceof FileNotFoundException) {
      return FileProblem.UNREADABLE_NO_FILE;
    }
    if (reason instanceof AccessDeniedException) {
      return FileProblem.UNREADABLE_NO_PERMISSION;
    }
    return FileProblem.UNREADABLE_DAMAGED;
  }
}
