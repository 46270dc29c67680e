package orderimport.samples;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** Writes sample tables as a carefully formatted workbook. */
final class SampleWorkbook {
  private static final Instant CREATED = Instant.parse("2026-11-02T08:00:00Z");
  private static final int MIN_WIDTH = 8;
  private static final int MAX_WIDTH = 44;

  private final XSSFWorkbook workbook = new XSSFWorkbook();
  private final XSSFCellStyle title = style(null, null, "1F3A5F", 14, true);
  private final XSSFCellStyle heading = style(null, "1F3A5F", "FFFFFF", 11, true);
  private final XSSFCellStyle text = style("@", null, null, 11, false);
  private final XSSFCellStyle number = style("General", null, null, 11, false);
  private final XSSFCellStyle money = style("#,##0.00", null, null, 11, false);
  private final XSSFCellStyle date = style("yyyy-mm-dd", null, null, 11, false);

  private SampleWorkbook() {}

  static void write(Path file, List<SampleTable> tables) throws IOException {
    SampleWorkbook book = new SampleWorkbook();
    var properties = book.workbook.getProperties().getCoreProperties();
    properties.setCreator("order-import");
    properties.setCreated(Optional.of(Date.from(CREATED)));
    tables.forEach(book::add);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XSSFWorkbook workbook = book.workbook) {
      workbook.write(bytes);
    }
    Files.write(file, withFixedTimes(bytes.toByteArray()));
  }

  private XSSFCellStyle style(
      @Nullable String format,
      @Nullable String fill,
      @Nullable String fontColor,
      int points,
      boolean bold) {
    XSSFCellStyle style = workbook.createCellStyle();
    XSSFFont font = workbook.createFont();
    font.setFontHeightInPoints((short) points);
    font.setBold(bold);
    if (fontColor != null) {
      font.setColor(color(fontColor));
    }
    style.setFont(font);
    style.setVerticalAlignment(VerticalAlignment.CENTER);
    if (format != null) {
      style.setDataFormat(workbook.createDataFormat().getFormat(format));
      style.setBorderBottom(BorderStyle.HAIR);
      style.setBottomBorderColor(color("B8C4D2"));
      if ("@".equals(format)) {
        style.setAlignment(HorizontalAlignment.LEFT);
        style.setIndention((short) 1);
      }
    }
    if (fill != null) {
      style.setFillForegroundColor(color(fill));
      style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
    }
    return style;
  }

  private static XSSFColor color(String hex) {
    return new XSSFColor(HexFormat.of().parseHex(hex), null);
  }

  private void add(SampleTable table) {
    XSSFSheet sheet = workbook.createSheet(table.name());
    if (table.title() != null) {
      put(sheet.createRow(0), 0, table.title(), title);
      sheet.getRow(0).setHeightInPoints(24);
    }
    int top = table.headingRow() - 1;
    XSSFRow headings = sheet.createRow(top);
    headings.setHeightInPoints(22);
    for (int column = 0; column < table.headings().size(); column++) {
      put(headings, column, table.headings().get(column), heading);
      sheet.setDefaultColumnStyle(column, styleOf(table, column));
      sheet.setColumnWidth(column, width(table, column) * 256);
    }
    for (int row = 0; row < table.rows().size(); row++) {
      XSSFRow created = sheet.createRow(top + 1 + row);
      List<@Nullable Object> cells = table.rows().get(row);
      for (int column = 0; column < cells.size(); column++) {
        Object value = cells.get(column);
        put(created, column, value, value == null ? styleOf(table, column) : styleOf(value));
      }
    }
    sheet.createFreezePane(1, top + 1);
    sheet.setAutoFilter(
        new CellRangeAddress(top, top + table.rows().size(), 0, table.headings().size() - 1));
    sheet.getPrintSetup().setLandscape(true);
    sheet.setFitToPage(true);
    sheet.getPrintSetup().setFitHeight((short) 0);
  }

  private XSSFCellStyle styleOf(SampleTable table, int column) {
    return table.rows().stream()
        .map(row -> row.get(column))
        .filter(value -> value != null)
        .findFirst()
        .map(this::styleOf)
        .orElse(text);
  }

  private XSSFCellStyle styleOf(Object value) {
    if (value instanceof LocalDate) {
      return date;
    } else if (value instanceof Double) {
      return money;
    }
    return value instanceof Number ? number : text;
  }

  private static int width(SampleTable table, int column) {
    int widest = table.headings().get(column).length() + 4;
    for (List<@Nullable Object> row : table.rows()) {
      Object value = row.get(column);
      widest = Math.max(widest, value == null ? 0 : value.toString().length() + 2);
    }
    return Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, widest));
  }

  private static void put(XSSFRow row, int column, @Nullable Object value, XSSFCellStyle style) {
    XSSFCell cell = row.createCell(column);
    cell.setCellStyle(style);
    if (value instanceof String string) {
      cell.setCellValue(string);
    } else if (value instanceof Number amount) {
      cell.setCellValue(amount.doubleValue());
    } else if (value instanceof LocalDate day) {
      cell.setCellValue(day);
    } else if (value instanceof SampleTable.ErrorValue) {
      cell.setCellErrorValue(FormulaError.NA);
    }
  }

  /** Gives all entries the same time, so that the same tables always give the same file. */
  private static byte[] withFixedTimes(byte[] workbook) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(workbook));
        ZipOutputStream to = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(LocalDateTime.ofInstant(CREATED, ZoneOffset.UTC));
        to.putNextEntry(copy);
        from.transferTo(to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
