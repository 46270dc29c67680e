package orderimport.spreadsheet;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What a parser's trouble means to the person whose file it is. */
final class Failure {
  static final String SAVE_AGAIN =
      "Open it in a spreadsheet program, save it as .xlsx and import that.";

  private Failure() {}

  /**
   * @param subject what cannot be read, as a sentence begins: {@code The sheet "Orders"}
   */
  static UnreadableSpreadsheetException of(String subject, Throwable trouble) {
    for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnreadableSpreadsheetException told) {
        return told;
      }
    }
    return new UnreadableSpreadsheetException(
        subject + " cannot be read, because " + reason(trouble), trouble);
  }

  private static String reason(Throwable trouble) {
    if (trouble instanceof UncheckedIOException && trouble.getCause() != null) {
      return reason(trouble.getCause());
    }
    if (trouble instanceof CharacterCodingException) {
      return "it has letters that its encoding does not have. "
          + "Name the right encoding (--encoding), or save it again as CSV UTF-8.";
    }
    if (trouble instanceof OutOfMemoryError) {
      return "that takes more memory than there is. Split the file into smaller ones.";
    }
    if (trouble instanceof StackOverflowError) {
      return "the file is nested too deeply. " + SAVE_AGAIN;
    }
    if (trouble instanceof NoSuchFileException || trouble instanceof FileNotFoundException) {
      return "the file is not there. Check its name and folder.";
    }
    if (trouble instanceof AccessDeniedException) {
      return "you may not read the file. Change its permissions.";
    }
    return "the file is damaged or cut off. "
        + "Copy or download it again, or open it in a spreadsheet program and save it as .xlsx.";
  }
}
