package orderimport.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sheet of a sample. A cell is a String, a whole number, a Double (money), a LocalDate, an {@link
 * ErrorValue}, or null for a blank one.
 *
 * @param title the text above the headings, null for none
 */
record SampleTable(
    String name, @Nullable String title, List<String> headings, List<List<@Nullable Object>> rows) {

  /** A cell that shows an error. */
  record ErrorValue() {}

  /**
   * Reads the tables of a resource. Each starts with {@code ==} and the sheet's name, followed by a
   * line of headings and the rows; {@code |} separates cells. The end of a heading gives the type
   * of its column: {@code #} number, {@code $} money, {@code @} date; otherwise text.
   */
  static List<SampleTable> read(String resource) {
    List<SampleTable> tables = new ArrayList<>();
    List<String> kinds = List.of();
    for (String line : lines(resource)) {
      if (line.startsWith("== ")) {
        tables.add(new SampleTable(line.substring(3), null, new ArrayList<>(), new ArrayList<>()));
        continue;
      }
      SampleTable table = tables.get(tables.size() - 1);
      List<String> cells = cells(line);
      if (table.headings.isEmpty()) {
        kinds = cells.stream().map(cell -> cell.replaceFirst("^.*?( [#$@])?$", "$1")).toList();
        cells.forEach(cell -> table.headings.add(cell.replaceFirst(" [#$@]$", "")));
      } else {
        List<@Nullable Object> row = new ArrayList<>();
        for (int column = 0; column < table.headings.size(); column++) {
          row.add(column < cells.size() ? value(cells.get(column), kinds.get(column)) : null);
        }
        table.rows.add(row);
      }
    }
    return tables;
  }

  static List<String> lines(String resource) {
    try (InputStream in =
        Objects.requireNonNull(SampleTable.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
  }

  private static @Nullable Object value(String text, String kind) {
    if (text.isEmpty()) {
      return null;
    }
    return switch (kind) {
      case " #" -> Integer.valueOf(text);
      case " $" -> Double.valueOf(text);
      case " @" -> LocalDate.parse(text);
      default -> text;
    };
  }

  /** The number of the heading row, from 1. */
  int headingRow() {
    return title == null ? 1 : 3;
  }

  /** Replaces a value; rows are numbered as in the spreadsheet, from 1. */
  void put(int row, int column, @Nullable Object value) {
    if (row == headingRow()) {
      headings.set(column, String.valueOf(value));
    } else {
      rows.get(row - headingRow() - 1).set(column, value);
    }
  }
}
