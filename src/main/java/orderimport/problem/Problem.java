package orderimport.problem;

import org.jspecify.annotations.Nullable;

/**
 * A problem with a cell, a row, a sheet or the file.
 *
 * @param location the problem's location
 * @param heading the column's heading as in the sheet; null without a column
 * @param value the cell's text as in the file; null without a cell
 * @param code a stable code in snake case, for scripts
 * @param message what is wrong
 * @param hint what to do
 */
public record Problem(
    Location location,
    @Nullable String heading,
    @Nullable String value,
    String code,
    Severity severity,
    Text message,
    Text hint) {

  /** A problem without a cell. */
  public static Problem of(
      Location location, Severity severity, ProblemKind kind, Object... arguments) {
    return at(location, null, null, severity, kind, arguments);
  }

  /** A problem with the usual hint of its kind. */
  public static Problem at(
      Location location,
      @Nullable String heading,
      @Nullable String value,
      Severity severity,
      ProblemKind kind,
      Object... arguments) {
    Text message = kind.text(arguments);
    return new Problem(location, heading, value, kind.code(), severity, message, message.hint());
  }

  /** This problem with a sentence before its hint. */
  public Problem withLead(Text sentence) {
    return with(heading, message, hint.after(sentence));
  }

  /** This problem with other texts. */
  public Problem with(@Nullable String newHeading, Text newMessage, Text newHint) {
    return new Problem(location, newHeading, value, code, severity, newMessage, newHint);
  }

  /** The severity of a problem. */
  public enum Severity {
    /** The row is not sent, or the carrier rejected it. */
    ERROR,
    /** Something was repaired, or looks wrong. */
    WARNING,
    /** Something was decided for the user. */
    NOTICE
  }

  /**
   * A location in a file. Without a column it is the row, without a row the sheet, without a sheet
   * the file.
   *
   * @param sheet the sheet's position from 0
   * @param row the row's number from 1
   * @param column the column from 0
   */
  public record Location(@Nullable Integer sheet, @Nullable Integer row, @Nullable Integer column) {
    public static final Location FILE = new Location(null, null, null);
  }
}
