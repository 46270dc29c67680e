package orderimport.report;

import java.util.List;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * A sheet that rows were read from.
 *
 * @param headings the filled ones, by column
 * @param width the number of its columns, those with cells but without a heading too
 * @param carriers of its rows
 * @param lacking the headings that it should have, by what is wrong with its rows
 */
record SourceSheet(
    int position,
    String name,
    List<Cell> headings,
    int width,
    List<String> carriers,
    List<String> lacking) {

  @Nullable String heading(int column) {
    return headings.stream()
        .filter(heading -> heading.column() == column)
        .map(Cell::text)
        .findFirst()
        .orElse(null);
  }
}
