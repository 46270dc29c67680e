package orderimport.report;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.imports.CellCodec;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** The sheets of the file of an import. */
final class SourceSheets {

  private static final String NAMES = "select position, name from sheet_result where import_id = ?";

  private static final String READ =
      """
      select position, name, headings, signature, last_column, carriers from sheet_result
      where import_id = ? and heading_row is not null
      order by position
      """;

  private static final String MISSING_HEADINGS =
      """
      select sheet, heading from problem_result
      where import_id = ? and sheet is not null and row is not null and col is null
        and heading is not null and severity = 'ERROR'
      group by sheet, heading order by min(id)
      """;

  private final Map<Integer, String> names = new HashMap<>();
  private final Map<Integer, SourceSheet> read = new HashMap<>();
  private final List<SourceSheet> inOrder;

  SourceSheets(Snapshot snapshot, long importId) throws SQLException {
    snapshot.each(
        NAMES,
        importId,
        row -> Map.entry(row.getInt("position"), row.getString("name")),
        sheet -> names.put(sheet.getKey(), sheet.getValue()));
    Map<Integer, List<String>> missingHeadings = new HashMap<>();
    snapshot.each(
        MISSING_HEADINGS,
        importId,
        row -> Map.entry(row.getInt("sheet"), row.getString("heading")),
        each ->
            missingHeadings
                .computeIfAbsent(each.getKey(), sheet -> new ArrayList<>())
                .add(each.getValue()));
    inOrder =
        snapshot.list(
            READ,
            importId,
            row -> {
              List<Cell> headings = CellCodec.read(row.getString("headings"));
              int last = headings.stream().mapToInt(Cell::column).max().orElse(-1);
              return new SourceSheet(
                  row.getInt("position"),
                  row.getString("name"),
                  headings,
                  row.getString("signature"),
                  1 + Math.max(last, row.getInt("last_column")),
                  List.of((String[]) row.getArray("carriers").getArray()),
                  missingHeadings.getOrDefault(row.getInt("position"), List.of()));
            });
    inOrder.forEach(sheet -> read.put(sheet.position(), sheet));
  }

  /** The sheets with a heading row, in the order of the file. */
  List<SourceSheet> inOrder() {
    return inOrder;
  }

  SourceSheet at(int position) {
    return Objects.requireNonNull(read.get(position), "sheet of a row");
  }

  @Nullable String name(@Nullable Integer position) {
    return position == null ? null : names.get(position);
  }
}
