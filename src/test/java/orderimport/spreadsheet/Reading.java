package orderimport.spreadsheet;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads a file and describes its rows, each in one line. */
public final class Reading {
  private Reading() {}

  /** Every row of a file: {@code Orders!2: A=x B=12[0000] C=date 2026-03-04[m/d/yy]}. */
  static List<String> of(Path file) {
    return of(file, ReadOptions.NONE, Limits.DEFAULTS);
  }

  public static List<String> of(byte[] content) {
    return of(content, "orders", ReadOptions.NONE, Limits.DEFAULTS);
  }

  static List<String> of(byte[] content, String name, ReadOptions options, Limits limits) {
    try {
      Path file = Files.createTempFile("reading", name);
      try {
        Files.write(file, content);
        return rows(file, name, options, limits);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> of(Path file, ReadOptions options, Limits limits) {
    return rows(file, String.valueOf(file.getFileName()), options, limits);
  }

  private static List<String> rows(Path file, String name, ReadOptions options, Limits limits) {
    try (Spreadsheet spreadsheet = new Spreadsheets(limits).open(file, name, options)) {
      return spreadsheet.sheets().stream().flatMap(sheet -> rows(spreadsheet, sheet)).toList();
    }
  }

  private static Stream<String> rows(Spreadsheet spreadsheet, Sheet sheet) {
    String name = sheet.name() + (sheet.hidden() ? " (hidden)" : "");
    try (Stream<Row> rows = spreadsheet.rows(sheet)) {
      return rows.map(row -> "%s!%s".formatted(name, row(row))).toList().stream();
    }
  }

  private static String row(Row row) {
    return row.number()
        + (row.hidden() ? " (hidden)" : "")
        + (row.marks().isEmpty() ? "" : " " + row.marks())
        + ": "
        + row.cells().stream().map(Reading::cell).collect(joining(" "));
  }

  private static String cell(Cell cell) {
    String kind =
        switch (cell.kind()) {
          case TEXT -> "'" + cell.text() + "'";
          case NUMBER -> cell.text();
          case DATE -> "date " + cell.text();
          case BOOLEAN -> cell.text();
          case ERROR -> "error " + cell.text();
          case UNCALCULATED -> "uncalculated " + cell.text();
          case FORMULA_ZERO -> "formula 0";
        };
    String format = cell.format() == null ? "" : "[" + cell.format() + "]";
    String strike = cell.strike() == Cell.Strike.NONE ? "" : " struck " + cell.strike();
    return Cell.letters(cell.column()) + "=" + kind + format + strike;
  }
}
