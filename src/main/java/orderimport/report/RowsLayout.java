package orderimport.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.spreadsheet.write.SheetColumn;

/**
 * Maps the columns of the source to those of the result sheet with the rows. A single source sheet
 * keeps its columns. Several sheets are merged: sheet and row come first, then each heading once.
 */
final class RowsLayout {

  private final boolean single;
  private final List<SheetColumn> columns = new ArrayList<>();
  private final Map<Integer, int[]> targets = new HashMap<>();
  private final int end;

  RowsLayout(List<SourceSheet> sheets, SourceColumns source) {
    single = sheets.size() == 1;
    Map<String, Integer> byHeading = new LinkedHashMap<>();
    if (!single) {
      columns.add(SheetColumn.result("_sheet", 16));
      columns.add(SheetColumn.result("_row", 8));
    }
    for (SourceSheet sheet : sheets) {
      int[] target = new int[sheet.width()];
      for (int column = 0; column < target.length; column++) {
        if (SourceColumns.isResultColumn(sheet, column)) {
          target[column] = -1;
          continue;
        }
        String heading = sheet.heading(column);
        Integer known = single || heading == null ? null : byHeading.get(heading.strip());
        target[column] = known == null ? columns.size() : known;
        if (known == null) {
          columns.add(source.column(sheet, column));
          byHeading.put(heading == null ? "" : heading.strip(), target[column]);
        }
      }
      targets.put(sheet.position(), target);
    }
    end = columns.size();
  }

  /** The source columns, preceded by sheet and row if there are several sheets. */
  List<SheetColumn> columns() {
    return columns;
  }

  /** The index of the first column after the source columns. */
  int end() {
    return end;
  }

  /** Whether the first two columns contain the sheet and row of the source. */
  boolean hasLocation() {
    return !single;
  }

  /** The index of a source column in the result sheet; -1 if the column is omitted. */
  int column(int sheet, int column) {
    int[] target = Objects.requireNonNull(targets.get(sheet), "columns of a sheet");
    return column < target.length ? target[column] : -1;
  }
}
