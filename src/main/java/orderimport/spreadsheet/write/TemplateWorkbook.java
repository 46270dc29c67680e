package orderimport.spreadsheet.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Writes a template: a sheet with headings and an example, and a sheet with instructions. */
public final class TemplateWorkbook {
  /** The last row with drop-down lists. */
  private static final int LAST_LISTED_ROW = 10_000;

  private static final int WIDTH_UNIT = 256;
  private static final int MIN_WIDTH = 12;
  private static final int MAX_WIDTH = 40;
  private static final int HEADING_HEIGHT = 24;
  private static final int[] GUIDE_WIDTHS = {50, 44, 14, 44, 120};

  private final CellStyles styles;

  private TemplateWorkbook(XSSFWorkbook workbook) {
    this.styles = new CellStyles(workbook);
  }

  /**
   * Writes a template.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the file exists
   */
  public static void write(
      Path file, String sheetName, List<TemplateColumn> columns, TemplateGuide guide)
      throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook()) {
      workbook.getProperties().getCoreProperties().setCreator("order-import");
      TemplateWorkbook template = new TemplateWorkbook(workbook);
      template.fillIn(workbook.createSheet(sheetName), columns);
      template.explain(workbook.createSheet(guide.sheetName()), guide);
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
        workbook.write(out);
      }
    }
  }

  private void fillIn(XSSFSheet sheet, List<TemplateColumn> columns) {
    SheetAnnotations annotations = new SheetAnnotations(sheet, new DropDownValues());
    XSSFRow headings = sheet.createRow(0);
    headings.setHeightInPoints(HEADING_HEIGHT);
    XSSFRow example = sheet.createRow(1);
    for (int i = 0; i < columns.size(); i++) {
      TemplateColumn column = columns.get(i);
      text(
          headings,
          i,
          column.heading(),
          styles.style(
              null, column.required() ? CellStyleName.RESULT_HEADING : CellStyleName.HEADING));
      XSSFCellStyle below = styles.style(column.kind().format, CellStyleName.PLAIN);
      sheet.setDefaultColumnStyle(i, below);
      sheet.setColumnWidth(i, width(column) * WIDTH_UNIT);
      if (!column.example().isEmpty()) {
        put(example, i, column, below);
      }
      annotations.note(0, i, column.note());
      if (!column.allowed().isEmpty()) {
        annotations.allow(i, LAST_LISTED_ROW, column.allowed());
      }
    }
    sheet.createFreezePane(1, 1);
  }

  private static int width(TemplateColumn column) {
    int longest = Math.max(column.heading().length(), column.example().length()) + 3;
    return Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, longest));
  }

  private static void put(XSSFRow row, int at, TemplateColumn column, XSSFCellStyle style) {
    XSSFCell cell = row.createCell(at);
    cell.setCellStyle(style);
    switch (column.kind()) {
      case TEXT -> cell.setCellValue(column.example());
      case NUMBER -> cell.setCellValue(Double.parseDouble(column.example()));
      case DATE -> cell.setCellValue(LocalDate.parse(column.example()));
    }
  }

  private static void text(XSSFRow row, int at, String text, XSSFCellStyle style) {
    XSSFCell cell = row.createCell(at);
    cell.setCellStyle(style);
    cell.setCellValue(text);
  }

  private void explain(XSSFSheet sheet, TemplateGuide guide) {
    XSSFRow title = sheet.createRow(0);
    title.setHeightInPoints(2 * HEADING_HEIGHT);
    text(title, 0, guide.title(), styles.style(null, CellStyleName.TITLE));
    int row = 1;
    for (String line : guide.lines()) {
      text(sheet.createRow(row++), 0, line, styles.style(null, CellStyleName.PLAIN));
    }
    row++;
    cells(
        sheet.createRow(row++), guide.headings(), styles.style(null, CellStyleName.RESULT_HEADING));
    for (List<String> cells : guide.table()) {
      cells(sheet.createRow(row++), cells, styles.style(null, CellStyleName.WRAPPED));
    }
    for (int i = 0; i < GUIDE_WIDTHS.length; i++) {
      sheet.setColumnWidth(i, GUIDE_WIDTHS[i] * WIDTH_UNIT);
    }
    sheet.setDisplayGridlines(false);
    sheet.setFitToPage(true);
    sheet.getPrintSetup().setLandscape(true);
    sheet.getPrintSetup().setFitHeight((short) 0);
  }

  private static void cells(XSSFRow row, List<String> texts, XSSFCellStyle style) {
    for (int i = 0; i < texts.size(); i++) {
      text(row, i, texts.get(i), style);
    }
  }
}
