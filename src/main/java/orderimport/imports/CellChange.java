package orderimport.imports;

import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * A change that a user made in a row.
 *
 * @param sheet the sheet's position from 0
 * @param row the row's number from 1
 * @param column from 0; null if the row was left out or taken back
 * @param before the cell before, of a row a BOOLEAN that says whether it was left out; null if it
 *     was blank
 * @param after the cell after the change, likewise
 */
public record CellChange(
    int sheet, int row, @Nullable Integer column, @Nullable Cell before, @Nullable Cell after) {

  /** A row that is left out, or taken back. */
  public static CellChange ofRow(StagedRow row, boolean leftOut) {
    return new CellChange(row.sheet(), row.number(), null, flag(row.hidden()), flag(leftOut));
  }

  private static Cell flag(boolean leftOut) {
    return new Cell(0, Cell.Kind.BOOLEAN, String.valueOf(leftOut), null);
  }

  /** The change that undoes this one. */
  public CellChange inverse() {
    return new CellChange(sheet, row, column, after, before);
  }

  /** The row's position: see {@link StagedRow#position}. */
  public long position() {
    return StagedRow.position(sheet, row);
  }
}
