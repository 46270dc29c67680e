package orderimport.spreadsheet;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a file cannot be read as a spreadsheet. The message tells the user what is wrong with
 * the file and what to do; it does not contain the name of the file.
 */
public final class UnreadableSpreadsheetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String hint;

  /**
   * @param reason what is wrong, as a sentence
   * @param hint the next step, as a sentence
   */
  public UnreadableSpreadsheetException(String reason, String hint, @Nullable Throwable cause) {
    super(reason + " " + hint, cause);
    this.reason = reason;
    this.hint = hint;
  }

  /**
   * @param reason what is wrong, as a sentence
   * @param hint the next step, as a sentence
   */
  public UnreadableSpreadsheetException(String reason, String hint) {
    this(reason, hint, null);
  }

  /** What is wrong, without the next step. */
  public String reason() {
    return reason;
  }

  /** The next step. */
  public String hint() {
    return hint;
  }
}
