package orderimport.roundtrip;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A workbook with the sites of several carriers, a sheet in a different style for each. */
final class SiteWorkbook {
  private SiteWorkbook() {}

  /** 400 rows: 150 of Granite and 150 of GlobalConnect, three per order; 100 of TelecomX. */
  static List<Site> sites() {
    LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(40);
    List<Site> sites = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      sites.add(Site.granite(i, i / 3));
    }
    for (int i = 150; i < 300; i++) {
      sites.add(Site.globalConnect(i, (i - 150) / 3, day));
    }
    for (int i = 300; i < 400; i++) {
      sites.add(Site.telecomX(i, day));
    }
    return sites;
  }

  /** Writes the sites with these mistakes. */
  static Path write(Path file, List<Site> sites, List<Mistake> mistakes) throws IOException {
    Map<String, Object> typed = new HashMap<>();
    mistakes.forEach(
        mistake -> typed.put(key(mistake.number(), mistake.heading()), mistake.typed()));
    try (Workbook workbook = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      CellWriter cellWriter = new CellWriter(workbook);
      for (Site site : sites) {
        Sheet sheet = workbook.getSheet(site.sheet());
        if (sheet == null) {
          sheet = cellWriter.createSheet(site);
        }
        int column = 0;
        Row row = sheet.createRow(sheet.getLastRowNum() + (site.number() % 50 == 0 ? 2 : 1));
        for (Map.Entry<String, Object> cell : site.cells().entrySet()) {
          String key = key(site.number(), cell.getKey());
          cellWriter.put(
              row.createCell(column++),
              typed.containsKey(key) ? typed.get(key) : cell.getValue(),
              cell.getKey());
        }
      }
      workbook.write(out);
    }
    return file;
  }

  static String key(int number, String heading) {
    return number + " " + heading;
  }

  /** Puts values into cells, with the formats that users give them. */
  static final class CellWriter {
    private final Workbook workbook;
    private final CellStyle title;
    private final CellStyle date;
    private final CellStyle money;
    private final CellStyle text;

    CellWriter(Workbook workbook) {
      this.workbook = workbook;
      title = workbook.createCellStyle();
      title.setFillForegroundColor(IndexedColors.LIGHT_CORNFLOWER_BLUE.getIndex());
      title.setFillPattern(FillPatternType.SOLID_FOREGROUND);
      date = format("dd.mm.yyyy");
      money = format("#,##0.00");
      text = format("@");
    }

    private CellStyle format(String format) {
      CellStyle style = workbook.createCellStyle();
      style.setDataFormat(workbook.createDataFormat().getFormat(format));
      return style;
    }

    Sheet createSheet(Site site) {
      Sheet sheet = workbook.createSheet(site.sheet());
      sheet.createRow(0).createCell(0).setCellValue("Rollout, order list of all sites");
      Row headings = sheet.createRow(2);
      for (String heading : site.cells().keySet()) {
        Cell cell = headings.createCell(Math.max(0, headings.getLastCellNum()));
        cell.setCellValue(heading);
        cell.setCellStyle(title);
      }
      return sheet;
    }

    void put(Cell cell, Object value, String heading) {
      if (value == null) {
        cell.setBlank();
      } else if (value == Mistake.ERROR_VALUE) {
        cell.setCellErrorValue(FormulaError.REF.getCode());
      } else if (value instanceof LocalDate day) {
        cell.setCellValue(day);
        cell.setCellStyle(date);
      } else if (value instanceof Double number) {
        cell.setCellValue(number);
        if (heading.endsWith("price")) {
          cell.setCellStyle(money);
        }
      } else {
        cell.setCellValue(Objects.toString(value));
        cell.setCellStyle(text);
      }
    }
  }
}
