package orderimport.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.spreadsheet.Paint;
import orderimport.spreadsheet.SheetColumn;
import org.jspecify.annotations.Nullable;

/**
 * Where the columns of the source stand in a sheet of results. Those of one source sheet stay where
 * they are. Several come together: after the sheet and the row, each heading once.
 */
final class RowsLayout {

  private static final int FILTER_BUTTON = 4;
  private static final int UNHEADED = 8;

  private final boolean single;
  private final List<SheetColumn> columns = new ArrayList<>();
  private final Map<Integer, int[]> targets = new HashMap<>();
  private final int end;

  RowsLayout(List<SourceSheet> sheets, ColumnWidths widths) {
    single = sheets.size() == 1;
    Map<String, Integer> byHeading = new LinkedHashMap<>();
    if (!single) {
      columns.add(SheetColumn.result("_sheet", 16));
      columns.add(SheetColumn.result("_row", 8));
    }
    for (SourceSheet sheet : sheets) {
      int[] target = new int[sheet.width()];
      for (int column = 0; column < target.length; column++) {
        String heading = sheet.heading(column);
        Integer known = single || heading == null ? null : byHeading.get(heading.strip());
        target[column] = known == null ? columns.size() : known;
        if (known == null) {
          columns.add(column(heading, widths.of(sheet.position(), column)));
          byHeading.put(heading == null ? "" : heading.strip(), target[column]);
        }
      }
      targets.put(sheet.position(), target);
    }
    end = columns.size();
  }

  static SheetColumn column(@Nullable String heading, int width) {
    return heading == null
        ? new SheetColumn("", Paint.PLAIN, Math.max(UNHEADED, width), List.of())
        : new SheetColumn(
            heading, Paint.HEADING, Math.max(heading.length() + FILTER_BUTTON, width), List.of());
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

  /** Where a column of a source sheet stands; -1 for one beyond all its cells. */
  int column(int sheet, int column) {
    int[] target = Objects.requireNonNull(targets.get(sheet), "columns of a sheet");
    return column < target.length ? target[column] : -1;
  }
}
