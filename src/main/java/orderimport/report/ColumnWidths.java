package orderimport.report;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import orderimport.imports.RowBlock;
import orderimport.spreadsheet.Cell;

/**
 * The widths of the columns of the source sheets, by the content of their first rows; of wide
 * sheets by that of all rows, so that each column with a cell has one.
 */
final class ColumnWidths {

  private static final int ROWS = 100;

  /** The blocks with the rows of wide sheets and the first rows of each other sheet. */
  private static final String BLOCKS =
      """
      select sheet, keys, cells, edits from (
        select *, sum(row_count) over (partition by sheet order by first_row) - row_count as before
        from row_source where import_id = ?) block
      where before < %d or sheet in (%s) order by sheet, first_row
      """;

  private record Column(int sheet, int column) {}

  private static final int MARGIN = 2;
  private static final int MAX_WIDTH = 44;

  private final Map<Column, Integer> widths = new HashMap<>();

  static ColumnWidths of(Snapshot snapshot, long importId, List<SourceSheet> sheets)
      throws SQLException {
    Set<Integer> wide =
        sheets.stream()
            .filter(SourceSheet::isWide)
            .map(SourceSheet::position)
            .collect(toCollection(TreeSet::new));
    String inWide =
        wide.isEmpty() ? "null" : wide.stream().map(String::valueOf).collect(joining(","));
    ColumnWidths widths = new ColumnWidths();
    Map<Integer, Integer> rows = new HashMap<>();
    snapshot.each(
        BLOCKS.formatted(ROWS, inWide),
        importId,
        RowBlock::read,
        block -> {
          int before = rows.getOrDefault(block.sheet(), 0);
          int end =
              wide.contains(block.sheet()) ? block.size() : Math.min(block.size(), ROWS - before);
          for (int i = 0; i < end; i++) {
            block.row(i).cells().forEach(cell -> widths.add(block.sheet(), cell));
          }
          rows.put(block.sheet(), before + end);
        });
    return widths;
  }

  void add(int sheet, Cell cell) {
    int width = Math.min(MAX_WIDTH, cell.text().length() + MARGIN);
    widths.merge(new Column(sheet, cell.column()), width, Math::max);
  }

  /** The width in characters; 0 for a column without cells. */
  int of(int sheet, int column) {
    return widths.getOrDefault(new Column(sheet, column), 0);
  }
}
