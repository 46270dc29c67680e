package orderimport.spreadsheet.write;

import orderimport.spreadsheet.write.Overview.Count;
import orderimport.spreadsheet.write.Overview.Fact;
import orderimport.spreadsheet.write.Overview.Table;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** Writes an {@link Overview} to a sheet. */
final class OverviewSheet {

  private static final int WIDTH_UNIT = 256;

  private final XSSFSheet sheet;
  private final CellStyles styles;
  private int next;

  OverviewSheet(XSSFSheet sheet, CellStyles styles) {
    this.sheet = sheet;
    this.styles = styles;
  }

  void draw(Overview overview) {
    sheet.setDisplayGridlines(false);
    sheet.setColumnWidth(0, 20 * WIDTH_UNIT);
    sheet.setColumnWidth(1, 12 * WIDTH_UNIT);
    sheet.setColumnWidth(2, 74 * WIDTH_UNIT);
    line(overview.title(), CellStyleName.TITLE).setHeightInPoints(28);
    XSSFRow verdict = line(overview.verdict(), overview.style());
    verdict.setHeightInPoints(24);
    for (int column = 1; column <= 2; column++) {
      verdict.createCell(column).setCellStyle(styles.style(null, overview.style()));
    }
    overview.next().forEach(sentence -> line(sentence, CellStyleName.PLAIN));
    next++;
    for (int i = 0; i < overview.tables().size(); i++) {
      Table table = overview.tables().get(i);
      int first = table(table);
      if (i == 0 && !table.counts().isEmpty()) {
        new CountsChart(sheet).draw(table, first);
      }
      next++;
    }
    overview.facts().forEach(this::fact);
    printOnOnePage();
  }

  private XSSFRow line(String text, CellStyleName cellStyleName) {
    XSSFRow row = sheet.createRow(next++);
    put(row, 0, text, styles.style(null, cellStyleName));
    return row;
  }

  private int table(Table table) {
    line(table.title(), CellStyleName.SUBTITLE);
    int first = next;
    for (Count count : table.counts()) {
      XSSFRow row = sheet.createRow(next++);
      CellStyleName cellStyleName = count.count() == 0 ? CellStyleName.LABEL : count.style();
      put(row, 0, count.word(), styles.style(null, cellStyleName));
      XSSFCell number = row.createCell(1);
      number.setCellValue((double) count.count());
      number.setCellStyle(styles.style("#,##0", CellStyleName.PLAIN));
      put(row, 2, count.meaning(), styles.style(null, CellStyleName.LABEL));
    }
    if (!table.balance().isEmpty()) {
      XSSFRow balance = line(table.balance(), CellStyleName.TOTAL);
      for (int column = 1; column <= 2; column++) {
        balance.createCell(column).setCellStyle(styles.style(null, CellStyleName.TOTAL));
      }
    }
    return first;
  }

  private void fact(Fact fact) {
    XSSFRow row = sheet.createRow(next++);
    put(row, 0, fact.label(), styles.style(null, CellStyleName.LABEL));
    put(row, 1, fact.text(), styles.style(CellStyles.TEXT, CellStyleName.PLAIN));
  }

  private static void put(XSSFRow row, int column, String text, XSSFCellStyle style) {
    XSSFCell cell = row.createCell(column);
    cell.setCellValue(text);
    cell.setCellStyle(style);
  }

  private void printOnOnePage() {
    sheet.setFitToPage(true);
    sheet.getPrintSetup().setLandscape(true);
    sheet.getPrintSetup().setFitHeight((short) 1);
    sheet.getPrintSetup().setFitWidth((short) 1);
  }
}
