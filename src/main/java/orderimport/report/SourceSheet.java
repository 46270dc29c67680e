package orderimport.report;

import static java.util.Comparator.comparingInt;

import java.util.Collections;
import java.util.List;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * A sheet of the source file.
 *
 * @param headings the filled headings, in ascending order of columns
 * @param signature of the headings, which mappings of columns name
 * @param width the number of columns, including those with cells but without a heading
 * @param carriers of its rows
 * @param missingHeadings the headings that it should have, according to the problems of its rows
 */
record SourceSheet(
    int position,
    String name,
    List<Cell> headings,
    String signature,
    int width,
    List<String> carriers,
    List<String> missingHeadings) {

  private static final int WIDE = 1_000;

  @Nullable String heading(int column) {
    int index =
        Collections.binarySearch(headings, Cell.text(column, ""), comparingInt(Cell::column));
    return index < 0 ? null : headings.get(index).text();
  }

  /**
   * Whether a value stands so far to the right that the results leave out the columns that are
   * empty in all rows.
   */
  boolean isWide() {
    return width > WIDE;
  }
}
