package orderimport.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** {@code offers.xlsx} in a spreadsheet program. */
final class OfferWorkbook {
  private final Path file;

  OfferWorkbook(Path file) {
    this.file = file;
  }

  private static int headings(Sheet sheet) {
    for (Row row : sheet) {
      if (column(row, "order_ref") >= 0) {
        return row.getRowNum();
      }
    }
    throw new IllegalStateException("No row has the heading order_ref");
  }

  private static int column(Row headings, String heading) {
    for (Cell cell : headings) {
      if (text(cell).equalsIgnoreCase(heading)) {
        return cell.getColumnIndex();
      }
    }
    return -1;
  }

  private static String text(Cell cell) {
    return new DataFormatter().formatCellValue(cell);
  }

  private XSSFWorkbook open() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new XSSFWorkbook(in);
    }
  }

  /** The texts of the cells of each row below the headings. */
  List<List<String>> rows() throws IOException {
    try (XSSFWorkbook workbook = open()) {
      Sheet sheet = workbook.getSheetAt(0);
      List<List<String>> rows = new ArrayList<>();
      for (int i = headings(sheet) + 1; i <= sheet.getLastRowNum(); i++) {
        List<String> texts = new ArrayList<>();
        sheet.getRow(i).forEach(cell -> texts.add(text(cell)));
        rows.add(texts);
      }
      return rows;
    }
  }

  /** The values below a heading. */
  List<String> column(String heading) throws IOException {
    try (XSSFWorkbook workbook = open()) {
      Sheet sheet = workbook.getSheetAt(0);
      int headings = headings(sheet);
      int column = column(sheet.getRow(headings), heading);
      List<String> values = new ArrayList<>();
      for (int i = headings + 1; i <= sheet.getLastRowNum(); i++) {
        values.add(text(sheet.getRow(i).getCell(column)));
      }
      return values;
    }
  }

  /**
   * Deletes the other rows and saves the workbook under another name.
   *
   * @param kept decides by the number of the row below the headings, from 0
   */
  Path keep(IntPredicate kept, Path copy) throws IOException {
    try (XSSFWorkbook workbook = open()) {
      Sheet sheet = workbook.getSheetAt(0);
      int headings = headings(sheet);
      for (int i = sheet.getLastRowNum(); i > headings; i--) {
        if (!kept.test(i - headings - 1)) {
          sheet.removeRow(sheet.getRow(i));
          if (i < sheet.getLastRowNum()) {
            sheet.shiftRows(i + 1, sheet.getLastRowNum(), -1);
          }
        }
      }
      try (OutputStream out = Files.newOutputStream(copy)) {
        workbook.write(out);
      }
    }
    return copy;
  }
}
