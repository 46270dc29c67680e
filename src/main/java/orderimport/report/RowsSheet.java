package orderimport.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.write.CellStyleName;
import orderimport.spreadsheet.write.SheetColumn;
import orderimport.spreadsheet.write.SheetWriter;
import orderimport.spreadsheet.write.WorkbookWriter;
import org.jspecify.annotations.Nullable;

/** Writes the sheet with all rows of the source and their outcomes. */
final class RowsSheet implements AutoCloseable {

  /** The number of rows with problems whose location is stored for links. */
  private static final int MAX_TARGETS = 20_000;

  /** The location of a source row in the result workbook. */
  record Target(String sheet, int row) {}

  private record Source(int sheet, int row) {}

  private final RowsLayout layout;
  private final MultiSheetTable table;
  private final Map<Source, Target> targets = new HashMap<>();

  RowsSheet(WorkbookWriter workbook, RowsLayout layout) {
    this.layout = layout;
    List<SheetColumn> columns = new ArrayList<>(layout.columns());
    columns.add(SheetColumn.result("_status", 14));
    columns.add(SheetColumn.result("_problems", 50));
    columns.add(SheetColumn.result("_carrier", 22));
    columns.add(SheetColumn.result("_order_ref", 18));
    columns.add(SheetColumn.result("_carrier_order_id", 28));
    table = new MultiSheetTable(workbook, "Rows", columns);
  }

  void add(ResultRow row) {
    SheetWriter sheet = table.sheet();
    int position = row.sheet().position();
    if (layout.hasLocation()) {
      sheet.text(0, row.sheet().name(), CellStyleName.PLAIN);
      sheet.number(1, row.number());
    }
    for (Cell cell : row.cells()) {
      int target = layout.column(position, cell.column());
      if (target >= 0) {
        sheet.cell(target, cell, CellStyleName.PLAIN);
      }
    }
    mark(sheet, row.problems(), position);
    int end = layout.end();
    sheet.text(end, row.status().name(), row.status().style());
    sheet.text(end + 1, row.problemsText(), row.problemsStyle());
    sheet.text(end + 2, row.carrier(), CellStyleName.PLAIN);
    sheet.text(end + 3, row.orderRef(), CellStyleName.PLAIN);
    sheet.text(end + 4, row.carrierOrderId(), CellStyleName.PLAIN);
    if (!row.problems().isEmpty() && targets.size() < MAX_TARGETS) {
      targets.put(new Source(position, row.number()), new Target(table.name(), sheet.row()));
    }
    sheet.endRow();
  }

  private void mark(SheetWriter sheet, List<ResultProblem> problems, int position) {
    for (ResultProblem problem : problems) {
      Integer column = problem.column();
      int target = column == null ? -1 : layout.column(position, column);
      if (target >= 0) {
        sheet.mark(target, problem.style(), problem.note());
      }
    }
  }

  /** The location of a problem's row; null if it has no row, or beyond {@link #MAX_TARGETS}. */
  @Nullable Target target(ResultProblem problem) {
    Integer sheet = problem.problem().location().sheet();
    Integer row = problem.problem().location().row();
    return sheet == null || row == null ? null : targets.get(new Source(sheet, row));
  }

  /** The letters of a problem's column; those of the problems column if it has none. */
  String letters(ResultProblem problem) {
    Integer sheet = problem.problem().location().sheet();
    Integer column = problem.column();
    int target = sheet == null || column == null ? -1 : layout.column(sheet, column);
    return Cell.letters(target >= 0 ? target : layout.end() + 1);
  }

  @Override
  public void close() {
    table.close();
  }
}
