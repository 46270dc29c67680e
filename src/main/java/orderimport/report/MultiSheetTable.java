package orderimport.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import orderimport.spreadsheet.write.SheetColumn;
import orderimport.spreadsheet.write.SheetWriter;
import orderimport.spreadsheet.write.WorkbookWriter;

/** A table of any length, which continues in another sheet when one is full. */
final class MultiSheetTable implements AutoCloseable {

  private final WorkbookWriter workbook;
  private final String baseName;
  private final List<SheetColumn> columns;
  private String name;
  private SheetWriter sheet;

  MultiSheetTable(WorkbookWriter workbook, String name, List<SheetColumn> columns) {
    this.workbook = workbook;
    this.baseName = name;
    this.columns = columns;
    this.name = workbook.sheetName(name);
    this.sheet = begin();
  }

  private SheetWriter begin() {
    try {
      return workbook.sheet(name, columns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sheet for the next row. */
  SheetWriter sheet() {
    if (sheet.row() > SheetWriter.LAST_ROW) {
      sheet.close();
      name = workbook.sheetName(baseName);
      sheet = begin();
    }
    return sheet;
  }

  /** The name of the current sheet. */
  String name() {
    return name;
  }

  @Override
  public void close() {
    sheet.close();
  }
}
