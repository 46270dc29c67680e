package orderimport.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.write.CellStyleName;
import orderimport.spreadsheet.write.SheetColumn;
import orderimport.spreadsheet.write.SheetWriter;
import orderimport.spreadsheet.write.WorkbookWriter;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFCell;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Compares order-import's workbook writer with those of POI and fastexcel: a sheet of 26 text cells
 * per row, one of them with a style. The writers alternate, so that each sees the same load of the
 * machine; the medians are printed. Arguments: the number of rows, the number of rounds.
 */
final class WorkbookWriters {
  private static final int COLUMNS = 26;
  private static final int ROWS_PER_FLUSH = 1_000;

  private final Path file;
  private final int rows;

  private WorkbookWriters(Path file, int rows) {
    this.file = file;
    this.rows = rows;
  }

  private interface Writer {
    void write() throws IOException;
  }

  private record Result(double wallSeconds, double cpuSeconds, long bytes) {}

  public static void main(String[] arguments) throws IOException {
    Path file = Files.createTempFile("workbook", ".xlsx");
    try {
      WorkbookWriters writers = new WorkbookWriters(file, Integer.parseInt(arguments[0]));
      writers.compare(Integer.parseInt(arguments[1]));
    } finally {
      Files.delete(file);
    }
  }

  private void compare(int rounds) throws IOException {
    List<Writer> all = List.of(this::own, this::fastexcel, this::sxssf);
    List<List<Result>> results = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round <= rounds; round++) {
      for (int i = 0; i < all.size(); i++) {
        Result result = measure(all.get(i));
        if (round > 0) {
          results.get(i).add(result);
        }
      }
    }
    List<String> names = List.of("own", "fastexcel", "SXSSF");
    for (int i = 0; i < all.size(); i++) {
      List<Result> of = results.get(i);
      System.out.printf(
          "%-10s wall %.2f s, CPU %.2f s, %d kB%n",
          names.get(i),
          median(of.stream().map(Result::wallSeconds).toList()),
          median(of.stream().map(Result::cpuSeconds).toList()),
          of.get(0).bytes() / 1_000);
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private Result measure(Writer writer) throws IOException {
    System.gc();
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = machine.getProcessCpuTime();
    long wall = System.nanoTime();
    writer.write();
    return new Result(
        (System.nanoTime() - wall) / 1e9,
        (machine.getProcessCpuTime() - cpu) / 1e9,
        Files.size(file));
  }

  /** Some values repeat and some do not, as in orders. */
  private static String text(int row, int column) {
    return switch (column % 4) {
      case 0 -> "ORD-" + row;
      case 1 -> "Storgata " + row % 300;
      case 2 -> "granite";
      default -> "site" + row + column + "@example.com";
    };
  }

  private void own() throws IOException {
    List<SheetColumn> columns = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      columns.add(SheetColumn.source("column " + i, CellStyleName.HEADING, 14));
    }
    try (WorkbookWriter workbook = WorkbookWriter.create(file, Instant.EPOCH);
        SheetWriter sheet = workbook.sheet("Rows", columns)) {
      for (int row = 1; row <= rows; row++) {
        for (int i = 0; i < COLUMNS; i++) {
          sheet.cell(
              i, Cell.text(i, text(row, i)), i == 2 ? CellStyleName.ACCEPTED : CellStyleName.PLAIN);
        }
        sheet.endRow();
      }
    }
  }

  private void fastexcel() throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        Workbook workbook = new Workbook(out, "order-import", null)) {
      workbook.setCompressionLevel(1);
      Worksheet sheet = workbook.newWorksheet("Rows");
      sheet.freezePane(0, 1);
      sheet.setAutoFilter(0, 0, rows, COLUMNS - 1);
      for (int i = 0; i < COLUMNS; i++) {
        sheet.width(i, 14);
        sheet.inlineString(0, i, "column " + i);
      }
      for (int row = 1; row <= rows; row++) {
        for (int i = 0; i < COLUMNS; i++) {
          sheet.inlineString(row, i, text(row, i));
        }
        sheet.style(row, 2).fillColor("CDE7F5").set();
        if (row % ROWS_PER_FLUSH == 0) {
          sheet.flush();
        }
      }
    }
  }

  private void sxssf() throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        SXSSFWorkbook workbook = new SXSSFWorkbook(100)) {
      SXSSFSheet sheet = workbook.createSheet("Rows");
      CellStyle good = workbook.createCellStyle();
      good.setFillForegroundColor(IndexedColors.PALE_BLUE.getIndex());
      good.setFillPattern(FillPatternType.SOLID_FOREGROUND);
      sheet.createFreezePane(0, 1);
      sheet.setAutoFilter(new CellRangeAddress(0, rows, 0, COLUMNS - 1));
      SXSSFRow headings = sheet.createRow(0);
      for (int i = 0; i < COLUMNS; i++) {
        sheet.setColumnWidth(i, 14 * 256);
        headings.createCell(i).setCellValue("column " + i);
      }
      for (int row = 1; row <= rows; row++) {
        SXSSFRow written = sheet.createRow(row);
        for (int i = 0; i < COLUMNS; i++) {
          SXSSFCell cell = written.createCell(i);
          cell.setCellValue(text(row, i));
          if (i == 2) {
            cell.setCellStyle(good);
          }
        }
      }
      workbook.write(out);
    }
  }
}
