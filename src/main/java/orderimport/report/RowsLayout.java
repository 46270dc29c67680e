package orderimport.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.spreadsheet.SheetColumn;

/**
 * Where the columns of the source stand in a sheet of results. Those of one source sheet stay where
 * they are. Several come together: after the sheet and the row, each heading once.
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
        if (SourceColumns.isOurs(sheet, column)) {
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

  /** The source's columns, with what may stand before them. */
  List<SheetColumn> columns() {
    return columns;
  }

  /** The number of the first column after the source's. */
  int end() {
    return end;
  }

  /** Whether each row has to say where it comes from, in the first two columns. */
  boolean saysPlace() {
    return !single;
  }

  /** Where a column of a source sheet stands; -1 for one that is left out. */
  int column(int sheet, int column) {
    int[] target = Objects.requireNonNull(targets.get(sheet), "columns of a sheet");
    return column < target.length ? target[column] : -1;
  }
}
