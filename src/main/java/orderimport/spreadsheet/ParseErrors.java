package orderimport.spreadsheet;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What a parser's trouble means to the person whose file it is. */
final class ParseErrors {
  static final String SAVE_AGAIN =
      "Open it in a spreadsheet program, save it as .xlsx and import that.";

  private ParseErrors() {}

  /**
   * @param subject what cannot be read, as a sentence begins: {@code The sheet "Orders"}
   */
  static UnreadableSpreadsheetException of(String subject, Throwable trouble) {
    for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnreadableSpreadsheetException told) {
        return told;
      }
    }
    Throwable reason =
        trouble instanceof UncheckedIOException && trouble.getCause() != null
            ? trouble.getCause()
            : trouble;
    return of(subject + " cannot be read, because ", reason, trouble);
  }

  private static UnreadableSpreadsheetException of(
      String subject, Throwable reason, Throwable trouble) {
    if (reason instanceof CharacterCodingException) {
      return new UnreadableSpreadsheetException(
          subject + "it has letters that its encoding does not have.",
          "Name the right encoding (--encoding), or save it again as CSV UTF-8.",
          trouble);
    }
    if (reason instanceof OutOfMemoryError) {
      return new UnreadableSpreadsheetException(
          subject + "that takes more memory than there is.",
          "Split the file into smaller ones.",
          trouble);
    }
    if (reason instanceof StackOverflowError) {
      return new UnreadableSpreadsheetException(
          subject + "the file is nested too deeply.", SAVE_AGAIN, trouble);
    }
    if (reason instanceof NoSuchFileException || reason instanceof FileNotFoundException) {
      return new UnreadableSpreadsheetException(
          subject + "the file is not there.", "Check its name and folder.", trouble);
    }
    if (reason instanceof AccessDeniedException) {
      return new UnreadableSpreadsheetException(
          subject + "you may not read the file.", "Change its permissions.", trouble);
    }
    return new UnreadableSpreadsheetException(
        subject + "the file is damaged or cut off.",
        "Copy or download it again, or open it in a spreadsheet program and save it as .xlsx.",
        trouble);
  }
}
