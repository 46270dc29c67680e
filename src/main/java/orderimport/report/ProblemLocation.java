package orderimport.report;

import orderimport.problem.Text;
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
  Text text() {
    if (sheet == null) {
      return ReportText.PLACE_FILE.text();
    } else if (row == null) {
      return column == null
          ? Text.verbatim(sheet)
          : ReportText.PLACE_COLUMN.text(sheet, Cell.letters(column));
    }
    return column == null
        ? ReportText.PLACE_ROW.text(sheet, row)
        : Text.verbatim(sheet + " " + Cell.letters(column) + row);
  }
}
