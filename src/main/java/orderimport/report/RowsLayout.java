package orderimport.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.spreadsheet.write.CellStyleName;
import orderimport.spreadsheet.write.SheetColumn;
import orderimport.spreadsheet.write.SheetWriter;

/**
 * Maps the columns of the source to those of the result sheet with the rows. A single source sheet
 * keeps its columns. Several sheets are merged: sheet and row come first, then each heading as
 * often as a sheet has it. If these were more columns than a sheet can have, the columns of all
 * sheets are merged in their order, without headings.
 */
final class RowsLayout {

  private static final int RESULT_COLUMNS = 5;

  private record Occurrence(String heading, int number) {}

  private final boolean single;
  private final List<SheetColumn> columns = new ArrayList<>();
  private final Map<Integer, int[]> targets = new HashMap<>();
  private final int end;

  RowsLayout(List<SourceSheet> sheets, SourceColumns source) {
    single = sheets.size() == 1;
    merge(sheets, source, true);
    if (columns.size() + RESULT_COLUMNS > SheetWriter.MAX_COLUMNS) {
      merge(sheets, source, false);
    }
    end = columns.size();
  }

  private void merge(List<SourceSheet> sheets, SourceColumns source, boolean byHeading) {
    Map<Occurrence, Integer> known = new HashMap<>();
    columns.clear();
    if (!single) {
      columns.add(SheetColumn.result("_sheet", 16));
      columns.add(SheetColumn.result("_row", 8));
    }
    for (SourceSheet sheet : sheets) {
      Map<String, Integer> counts = new HashMap<>();
      int[] target = new int[sheet.width()];
      for (int column = 0; column < target.length; column++) {
        if (source.omits(sheet, column)) {
          target[column] = -1;
          continue;
        }
        String own = byHeading ? sheet.heading(column) : null;
        String heading = own == null ? "" : own.strip();
        Occurrence occurrence = new Occurrence(heading, counts.merge(heading, 1, Integer::sum));
        Integer earlier = known.putIfAbsent(occurrence, columns.size());
        target[column] = earlier == null ? columns.size() : earlier;
        if (earlier == null) {
          SheetColumn added = source.column(sheet, column);
          columns.add(
              byHeading ? added : SheetColumn.source("", CellStyleName.PLAIN, added.width()));
        }
      }
      targets.put(sheet.position(), target);
    }
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
