package orderimport.spreadsheet;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Translates exceptions of the parsers into messages for the user. */
final class ParseErrors {
  static final String SAVE_AGAIN =
      "Open it in a spreadsheet program, save it as .xlsx and import that file.";

  private ParseErrors() {}

  /**
   * Finds or makes the error to report for a failure.
   *
   * @param subject what cannot be read, as the start of a sentence: {@code The sheet "Orders"}
   * @return an {@link UnreadableSpreadsheetException} among the causes, else a new one
   */
  static UnreadableSpreadsheetException of(String subject, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnreadableSpreadsheetException unreadable) {
        return unreadable;
      }
    }
    Throwable reason =
        failure instanceof UncheckedIOException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return of(subject + " cannot be read, because ", reason, failure);
  }

  private static UnreadableSpreadsheetException of(
      String subject, Throwable reason, Throwable failure) {
    if (reason instanceof CharacterCodingException) {
      return new UnreadableSpreadsheetException(
          subject + "it contains bytes that are invalid in its encoding.",
          "Specify the right encoding (--encoding), or save it again as CSV UTF-8.",
          failure);
    }
    if (reason instanceof OutOfMemoryError) {
      return new UnreadableSpreadsheetException(
          subject + "there is not enough memory.", "Split the file into smaller ones.", failure);
    }
    if (reason instanceof StackOverflowError) {
      return new UnreadableSpreadsheetException(
          subject + "the file is nested too deeply.", SAVE_AGAIN, failure);
    }
    if (reason instanceof NoSuchFileException || reason instanceof FileNotFoundException) {
      return new UnreadableSpreadsheetException(
          subject + "the file does not exist.", "Check its name and folder.", failure);
    }
    if (reason instanceof AccessDeniedException) {
      return new UnreadableSpreadsheetException(
          subject + "you have no permission to read the file.", "Change its permissions.", failure);
    }
    return new UnreadableSpreadsheetException(
        subject + "the file is damaged or incomplete.",
        "Copy or download it again, or open it in a spreadsheet program and save it as .xlsx.",
        failure);
  }
}
