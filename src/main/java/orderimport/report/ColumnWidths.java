package orderimport.report;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import orderimport.imports.CellCodec;
import orderimport.spreadsheet.Cell;

/** The widths of the columns of the source sheets, by the content of their first rows. */
final class ColumnWidths {

  private static final String FIRST_ROWS =
      """
      select r.sheet, r.cells from sheet_result s
      cross join lateral (select sheet, cells from row_source
                          where import_id = s.import_id and sheet = s.position
                          order by row limit 100) r
      where s.import_id = ?
      """;

  private record Column(int sheet, int column) {}

  private static final int MARGIN = 2;
  private static final int MAX_WIDTH = 44;

  private final Map<Column, Integer> widths = new HashMap<>();

  static ColumnWidths of(Snapshot snapshot, long importId) throws SQLException {
    ColumnWidths widths = new ColumnWidths();
    snapshot.each(
        FIRST_ROWS,
        importId,
        row -> Map.entry(row.getInt("sheet"), CellCodec.read(row.getString("cells"))),
        row -> row.getValue().forEach(cell -> widths.add(row.getKey(), cell)));
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
