package orderimport.cases;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The file formats in which a case is written. */
enum CaseFile {
  XLSX,
  XLS,
  SEMICOLONS_UTF_8,
  COMMAS_WINDOWS_1252,
  TABS_UTF_16;

  boolean canHold(Case it) {
    return it.files().isEmpty() && (this == XLSX || this == XLS || it.fitsText());
  }

  /** Writes the case to a file in the folder; a text file has the name of the case's sheet. */
  Path write(Case it, Path folder) throws IOException {
    return switch (this) {
      case XLSX -> write(it, folder.resolve("case.xlsx"), new XSSFWorkbook());
      case XLS -> write(it, folder.resolve("case.xls"), new HSSFWorkbook());
      case SEMICOLONS_UTF_8 -> text(it, folder, ";", UTF_8, "");
      case COMMAS_WINDOWS_1252 -> text(it, folder, ",", Charset.forName("windows-1252"), "");
      case TABS_UTF_16 -> text(it, folder, "\t", UTF_16LE, "\uFEFF");
    };
  }

  private static Path text(
      Case it, Path folder, String delimiter, Charset charset, String byteOrderMark)
      throws IOException {
    Map.Entry<String, List<String>> sheet = it.sheets().entrySet().iterator().next();
    String text =
        sheet.getValue().stream()
            .map(
                row ->
                    cells(row)
                        .map(cell -> cell.matches("(?s).*[;,\t\n\"].*") ? quoted(cell) : cell)
                        .collect(Collectors.joining(delimiter)))
            .collect(Collectors.joining("\r\n"));
    return Files.write(
        folder.resolve(sheet.getKey() + ".csv"), (byteOrderMark + text).getBytes(charset));
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static Stream<String> cells(String row) {
    return Stream.of(row.split(" *\\| ?", -1)).map(cell -> cell.strip().translateEscapes());
  }

  private static Path write(Case it, Path file, Workbook workbook) throws IOException {
    try (workbook;
        OutputStream out = Files.newOutputStream(file)) {
      it.sheets().forEach((name, rows) -> sheet(workbook, name, rows));
      workbook.write(out);
    }
    return file;
  }

  private static void sheet(Workbook workbook, String nameAndVisibility, List<String> rows) {
    boolean hidden = nameAndVisibility.endsWith(" (hidden)");
    String name =
        hidden ? nameAndVisibility.substring(0, nameAndVisibility.length() - 9) : nameAndVisibility;
    Sheet sheet = workbook.createSheet(name);
    int number = 0;
    for (String line : rows) {
      if (line.startsWith("(merge ")) {
        sheet.addMergedRegion(CellRangeAddress.valueOf(line.substring(7, line.length() - 1)));
      } else if (line.startsWith("(hide column ")) {
        sheet.setColumnHidden(line.charAt(13) - 'A', true);
      } else {
        Row row = sheet.createRow(number++);
        boolean hiddenRow = line.startsWith("(hidden) ");
        row.setZeroHeight(hiddenRow);
        int column = 0;
        for (String cell : cells(hiddenRow ? line.substring(9).replace("~", "") : line).toList()) {
          if (!cell.isEmpty()) {
            put(row.createCell(column), cell);
          }
          column++;
        }
      }
    }
    if (hidden) {
      workbook.setSheetVisibility(workbook.getSheetIndex(sheet), SheetVisibility.HIDDEN);
    }
  }

  /** A {@code #} followed by anything but a number begins a text, such as {@code #N/A}. */
  private static boolean isText(String text) {
    return text.matches("(?s)#[^-.\\d].*");
  }

  /**
   * Writes a cell: {@code #5}, {@code #5 [0000]}, {@code @2026-03-04T00:00 [d.m.yyyy]}, {@code
   * !N/A}, {@code &yes}, or a text.
   */
  private static void put(Cell cell, String text) {
    String format = text.replaceFirst("(?s)^.*\\[(.*)]$", "$1");
    String value = text.replaceFirst(" *\\[.*]$", "");
    switch (isText(text) ? ' ' : text.charAt(0)) {
      case '#' -> cell.setCellValue(Double.parseDouble(value.substring(1)));
      case '@' -> cell.setCellValue(LocalDateTime.parse(value.substring(1)));
      case '!' -> cell.setCellErrorValue(FormulaError.forString("#" + text.substring(1)).getCode());
      case '&' -> cell.setCellValue(text.equals("&yes"));
      default -> {
        cell.setCellValue(text);
        return;
      }
    }
    if (!format.equals(text)) {
      Workbook workbook = cell.getSheet().getWorkbook();
      CellStyle style = workbook.createCellStyle();
      style.setDataFormat(workbook.createDataFormat().getFormat(format));
      cell.setCellStyle(style);
    }
  }
}
