package orderimport.imports;

import org.jspecify.annotations.Nullable;

/**
 * A problem with a cell, a row, a sheet or the file.
 *
 * @param place the problem's location
 * @param heading the column's heading as in the sheet; null without a column
 * @param value the cell's text as in the file; null without a cell
 * @param code a stable code in snake case, for scripts
 * @param message what is wrong, in plain words
 * @param hint what to do, in plain words
 */
public record Problem(
    Location place,
    @Nullable String heading,
    @Nullable String value,
    String code,
    Severity severity,
    String message,
    String hint) {

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
