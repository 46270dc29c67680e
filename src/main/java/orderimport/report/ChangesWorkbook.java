package orderimport.report;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import orderimport.database.SqlTime;
import orderimport.imports.ChangeLog;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.write.CellStyleName;
import orderimport.spreadsheet.write.SheetColumn;
import orderimport.spreadsheet.write.SheetWriter;
import orderimport.spreadsheet.write.WorkbookWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code changes.xlsx}: what users changed in the rows of an import, the oldest change
 * first. There is none without changes.
 */
final class ChangesWorkbook {
  static final String NAME = "changes.xlsx";

  private static final String CHANGES =
      """
      select c.occurred_at, c.actor, c.action, c.sheet, c.row, c.col, c.old_cell, c.new_cell
      from change_result c where c.import_id = ? order by c.event_id, c.id
      """;

  /** A change; the values are null if the cell was blank. */
  private record Change(
      Instant time,
      String user,
      String action,
      int sheet,
      int row,
      @Nullable Integer column,
      @Nullable String before,
      @Nullable String after) {
    static Change read(ResultSet row) throws SQLException {
      return new Change(
          SqlTime.instant(row, "occurred_at"),
          row.getString("actor"),
          row.getString("action"),
          row.getInt("sheet"),
          row.getInt("row"),
          row.getObject("col", Integer.class),
          text(ChangeLog.cell(row.getString("old_cell"))),
          text(ChangeLog.cell(row.getString("new_cell"))));
    }

    private static @Nullable String text(@Nullable Cell cell) {
      return cell == null ? null : cell.text();
    }
  }

  private ChangesWorkbook() {}

  static void write(Snapshot snapshot, ImportHeader header, SourceSheets sheets, ResultFolder files)
      throws IOException, SQLException {
    List<Change> first = snapshot.list(CHANGES + " limit 1", header.id(), Change::read);
    if (first.isEmpty()) {
      return;
    }
    try (WorkbookWriter workbook = WorkbookWriter.create(files.file(NAME), header.fileTime());
        MultiSheetTable table =
            new MultiSheetTable(
                workbook,
                "Changes",
                List.of(
                    SheetColumn.result("time", 26),
                    SheetColumn.result("user", 16),
                    SheetColumn.result("action", 10),
                    SheetColumn.result("sheet", 18),
                    SheetColumn.result("row", 8),
                    SheetColumn.result("column", 8),
                    SheetColumn.result("heading", 24),
                    SheetColumn.result("old_value", 30),
                    SheetColumn.result("new_value", 30)))) {
      snapshot.each(
          CHANGES, header.id(), Change::read, change -> add(change, sheets, table.sheet()));
    }
  }

  private static void add(Change change, SourceSheets sheets, SheetWriter sheet) {
    SourceSheet source = sheets.at(change.sheet());
    Integer column = change.column();
    sheet.text(0, change.time().toString(), CellStyleName.PLAIN);
    sheet.text(1, change.user(), CellStyleName.PLAIN);
    sheet.text(2, change.action(), CellStyleName.PLAIN);
    sheet.text(3, source.name(), CellStyleName.PLAIN);
    sheet.number(4, change.row());
    if (column == null) {
      // Of a row: whether it was left out, and is now.
      sheet.text(6, "_left_out", CellStyleName.PLAIN);
    } else {
      sheet.text(5, Cell.letters(column), CellStyleName.PLAIN);
      sheet.text(6, source.heading(column), CellStyleName.PLAIN);
    }
    sheet.text(7, change.before(), CellStyleName.PLAIN);
    sheet.text(8, change.after(), CellStyleName.PLAIN);
    sheet.endRow();
  }
}
