package orderimport.binding;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.heading.CellText;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records of a text file that have more fields than the header record: an unquoted
 * delimiter within a value shifts all following values one column to the right.
 */
public final class ShiftedRowCheck {
  /** The problem code of rows whose values may be in the wrong columns. */
  static final String CODE = FileProblem.MORE_FIELDS_THAN_HEADINGS.code();

  private final Sheet sheet;
  private final Row header;
  private final int usual;

  /**
   * @param first rows below the header row
   */
  public ShiftedRowCheck(Sheet sheet, Row header, Collection<Row> first) {
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
  @Nullable public Cell beyond(Row row) {
    List<Cell> cells = row.cells();
    if (cells.isEmpty() || cells.get(cells.size() - 1).column() < header.fields()) {
      return null;
    }
    return cells.stream()
        .filter(cell -> cell.column() >= header.fields() && !CellText.isBlank(cell))
        .findFirst()
        .orElse(null);
  }

  /** The error that a row with such a cell gets. */
  public Problem error(Row row, Cell beyond) {
    return Problem.at(
        new Location(sheet.position(), row.number(), beyond.column()),
        null,
        beyond.text(),
        Severity.ERROR,
        FileProblem.MORE_FIELDS_THAN_HEADINGS_VALUE,
        row.number(),
        row.fields(),
        header.fields(),
        CellText.oneLine(beyond.text()));
  }

  /**
   * Whether a row has more fields than the header row and most other rows, the extra ones blank.
   */
  public boolean areMoreThanUsual(Row row) {
    return row.fields() > usual;
  }

  /** The warning that such a row gets. */
  public Problem warning(Row row) {
    return Problem.of(
        new Location(sheet.position(), row.number(), null),
        Severity.WARNING,
        FileProblem.MORE_FIELDS_THAN_HEADINGS,
        row.number(),
        row.fields(),
        header.fields());
  }
}
