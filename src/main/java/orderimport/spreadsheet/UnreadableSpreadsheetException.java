package orderimport.spreadsheet;

import org.jspecify.annotations.Nullable;

/**
 * A file that cannot be read as a spreadsheet. The message is for the user: what the file is, or
 * what is wrong with it, and what to do; it does not repeat the file's name.
 */
public final class UnreadableSpreadsheetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableSpreadsheetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public UnreadableSpreadsheetException(String message) {
    this(message, null);
  }
}
