package orderimport.report;

import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * The location of a problem.
 *
 * @param sheet null for the whole file
 * @param row null for a whole column or sheet
 * @param column from 0; null for a whole row or sheet
 */
record ProblemLocation(@Nullable String sheet, @Nullable Integer row, @Nullable Integer column) {

  /**
   * {@code Sites C7}, {@code Sites row 7}, {@code Sites column C}, {@code Sites}, {@code the file}.
   */
  String text() {
    if (sheet == null) {
      return "the file";
    }
    if (row == null) {
      return column == null ? sheet : sheet + " column " + Cell.letters(column);
    }
    return column == null ? sheet + " row " + row : sheet + " " + Cell.letters(column) + row;
  }
}
