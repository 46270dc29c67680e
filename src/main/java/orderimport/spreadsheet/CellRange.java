package orderimport.spreadsheet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A rectangle of cells: rows from 1 and columns from 0, both ends included. */
public record CellRange(int firstRow, int lastRow, int firstColumn, int lastColumn) {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$?([A-Z]{1,3})\\$?(\\d{1,7}):\\$?([A-Z]{1,3})\\$?(\\d{1,7})");

  /** Reads a reference such as {@code C2:C5}; null for any other text. */
  public static @Nullable CellRange parse(@Nullable String reference) {
    Matcher parts = REFERENCE.matcher(reference == null ? "" : reference);
    return parts.matches()
        ? new CellRange(
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(4)),
            Cell.column(parts.group(1)),
            Cell.column(parts.group(3)))
        : null;
  }

  public boolean contains(int row, int column) {
    return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
  }

  /** The reference, such as {@code C2:C5}. */
  public String name() {
    return Cell.letters(firstColumn) + firstRow + ":" + Cell.letters(lastColumn) + lastRow;
  }
}
