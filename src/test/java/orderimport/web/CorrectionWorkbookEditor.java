package orderimport.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Edits {@code fix-and-reimport.xlsx} as a user does. */
final class CorrectionWorkbookEditor {
  private CorrectionWorkbookEditor() {}

  /** Types a value into each marked cell below a heading; returns how many there were. */
  static int type(Path file, String heading, String value) throws IOException {
    XSSFWorkbook workbook;
    try (InputStream in = Files.newInputStream(file)) {
      workbook = new XSSFWorkbook(in);
    }
    int typed = 0;
    try (workbook) {
      Sheet sheet = workbook.getSheetAt(0);
      int column = column(sheet.getRow(0), heading);
      for (int i = 1; i <= sheet.getLastRowNum(); i++) {
        Cell cell = sheet.getRow(i).getCell(column);
        if (cell != null && cell.getCellComment() != null) {
          cell.setCellValue(value);
          typed++;
        }
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        workbook.write(out);
      }
    }
    return typed;
  }

  private static int column(Row headings, String heading) {
    for (Cell cell : headings) {
      if (cell.getStringCellValue().equals(heading)) {
        return cell.getColumnIndex();
      }
    }
    throw new IllegalStateException("There is no heading " + heading);
  }
}
