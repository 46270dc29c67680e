package orderimport.column;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Location;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records of a text file that have more fields than the header record: an unquoted
 * delimiter within a value shifts all following values one column to the right.
 */
final class RecordFields {
  /** The problem code of rows whose values may be in the wrong columns. */
  static final String CODE = "more_fields_than_headings";

  private static final String HINT =
      "Put the value that contains a comma, or another field separator, in quotation marks.";
  private static final String WAITING =
      " Orders that a cell of this row names are not placed until then.";

  private final Sheet sheet;
  private final Row header;
  private final int usual;

  /**
   * @param first rows below the header row
   */
  RecordFields(Sheet sheet, Row header, Collection<Row> first) {
    this.sheet = sheet;
    this.header = header;
    this.usual = Math.max(header.fields(), mostCommon(first));
  }

  private static int mostCommon(Collection<Row> rows) {
    Map<Integer, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row.fields(), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  /** The first filled cell after the last field of the header record; null without one. */
  @Nullable Cell beyond(Row row) {
    List<Cell> cells = row.cells();
    if (cells.isEmpty() || cells.get(cells.size() - 1).column() < header.fields()) {
      return null;
    }
    return cells.stream()
        .filter(cell -> cell.column() >= header.fields() && !CellText.isBlank(cell))
        .findFirst()
        .orElse(null);
  }

  /** The error of a row with such a cell. */
  Problem error(Row row, Cell beyond) {
    return problem(
        row,
        beyond,
        Severity.ERROR,
        "Row %d has %d fields but the header row has %d, so \"%s\" has no column, and the values before it may be in the wrong columns."
            .formatted(
                row.number(), row.fields(), header.fields(), CellText.oneLine(beyond.text())),
        HINT + WAITING);
  }

  /**
   * Whether a row has more fields than the header row and most other rows, the extra ones blank.
   */
  boolean areMoreThanUsual(Row row) {
    return row.fields() > usual;
  }

  /** The warning of such a row. */
  Problem warning(Row row) {
    return problem(
        row,
        null,
        Severity.WARNING,
        "Row %d has %d fields but the header row has %d, so its values may be in the wrong columns."
            .formatted(row.number(), row.fields(), header.fields()),
        HINT);
  }

  private Problem problem(
      Row row, @Nullable Cell cell, Severity severity, String message, String hint) {
    return new Problem(
        new Location(sheet.position(), row.number(), cell == null ? null : cell.column()),
        null,
        cell == null ? null : cell.text(),
        CODE,
        severity,
        message,
        hint);
  }
}
