package orderimport.imports;

import org.jspecify.annotations.Nullable;

/**
 * Something about a cell, a row, a sheet or the file that the user should know.
 *
 * @param place where
 * @param heading the column's heading as the sheet spells it, null without a column
 * @param value the cell's text as it stands, null without a cell
 * @param code stable, snake case, for scripts
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

  /** How bad. */
  public enum Severity {
    /** The row is not sent, or the carrier refused it. */
    ERROR,
    /** Something was repaired, or looks wrong. */
    WARNING,
    /** Something was decided for the user. */
    NOTICE
  }

  /**
   * A place in a file. A null widens it: no column means the row, no row the sheet, no sheet the
   * file.
   *
   * @param sheet the sheet's position from 0
   * @param row the row's number from 1
   * @param column from 0
   */
  public record Location(@Nullable Integer sheet, @Nullable Integer row, @Nullable Integer column) {
    public static final Location FILE = new Location(null, null, null);
  }
}
