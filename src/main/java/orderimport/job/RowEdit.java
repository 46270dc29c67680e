package orderimport.job;

import org.jspecify.annotations.Nullable;

/** An edit of a row that a user requests. Sheets and columns count from 0, rows from 1. */
public sealed interface RowEdit {
  int sheet();

  int row();

  /**
   * Another value for a cell.
   *
   * @param seen the value that the user saw, without which nothing is changed; empty for a blank
   *     cell; null to change whatever the cell has
   * @param value the new one; blank to empty the cell
   */
  record Value(int sheet, int row, int column, @Nullable String seen, String value)
      implements RowEdit {}

  /**
   * A value for a cell in a column that the sheet may not have yet; it is then added.
   *
   * @param heading of the column
   */
  record NewColumn(int sheet, int row, String heading, String value) implements RowEdit {}

  /** Leaves a row out, so that it is SKIPPED, or takes it back. */
  record LeaveOut(int sheet, int row, boolean leftOut) implements RowEdit {}
}
