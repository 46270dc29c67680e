package orderimport.report;

import java.util.List;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * A sheet of the source file.
 *
 * @param headings the filled headings, by column
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

  @Nullable String heading(int column) {
    return headings.stream()
        .filter(heading -> heading.column() == column)
        .map(Cell::text)
        .findFirst()
        .orElse(null);
  }
}
