package orderimport.report;

import java.util.List;
import orderimport.spreadsheet.write.CellStyleName;
import orderimport.spreadsheet.write.SheetColumn;
import orderimport.spreadsheet.write.SheetWriter;
import orderimport.spreadsheet.write.WorkbookWriter;

/** Writes the sheet with all problems, each with a link to its cell. */
final class ProblemsSheet implements AutoCloseable {

  private static final int CELL = 8;

  private final MultiSheetTable table;
  private final RowsSheet rows;

  ProblemsSheet(WorkbookWriter workbook, RowsSheet rows) {
    this.rows = rows;
    this.table =
        new MultiSheetTable(
            workbook,
            "Problems",
            List.of(
                SheetColumn.result("sheet", 16),
                SheetColumn.result("row", 8),
                SheetColumn.result("column", 10),
                SheetColumn.result("heading", 24),
                SheetColumn.result("value", 24),
                SheetColumn.result("severity", 12),
                SheetColumn.sentences("message", 60),
                SheetColumn.sentences("hint", 60),
                SheetColumn.result("cell", 14)));
  }

  void add(ResultProblem result) {
    SheetWriter sheet = table.sheet();
    sheet.text(0, result.sheet(), CellStyleName.PLAIN);
    Integer row = result.problem().location().row();
    if (row != null) {
      sheet.number(1, row);
    }
    sheet.text(2, result.columnLetters(), CellStyleName.PLAIN);
    sheet.text(3, result.problem().heading(), CellStyleName.PLAIN);
    sheet.text(4, result.problem().value(), CellStyleName.PLAIN);
    sheet.text(5, result.texts().render(ResultProblem.word(result.severity())), result.style());
    sheet.text(6, result.message(), CellStyleName.PLAIN);
    sheet.text(7, result.hint(), CellStyleName.PLAIN);
    RowsSheet.Target target = rows.target(result);
    if (target != null) {
      String cell = rows.letters(result) + target.row();
      sheet.text(CELL, result.texts().render(ReportText.GO_TO.text(cell)), CellStyleName.LINK);
      sheet.linkTo(CELL, target.sheet(), cell);
    }
    sheet.endRow();
  }

  @Override
  public void close() {
    table.close();
  }
}
