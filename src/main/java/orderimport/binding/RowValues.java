package orderimport.binding;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.binding.value.ParseResult;
import orderimport.binding.value.ParseResult.Parsed;
import orderimport.heading.CellText;
import orderimport.heading.FieldTarget;
import orderimport.spreadsheet.Cell;

/**
 * The values of one row, by the list whose entry they fill. They decide which rows share an entry
 * of a list that contains another list, such as {@code sites} with {@code sites.lines}:
 *
 * <ul>
 *   <li>Rows with the same values in all columns of the entry itself ({@code sites.name}, {@code
 *       sites.address.city}, but not {@code sites.lines.speed}) share it.
 *   <li>A row in which all these columns are blank shares the entry of the row above.
 *   <li>Each row adds an entry of its own to the inner list if it fills any of its columns. If it
 *       fills none, it is an entry of the outer list itself, even if another row has the same
 *       values. A column that names an entry of the inner list by index does not count here.
 * </ul>
 *
 * <p>All three are within one order, whose rows need not be adjacent.
 */
final class RowValues {
  private final List<ReadCell> readCells;

  RowValues(List<ReadCell> readCells) {
    this.readCells = readCells;
  }

  /** A filled cell of one of the carrier's fields. */
  record ReadCell(Cell cell, FieldTarget target, ParseResult parseResult) {

    /** The value to compare: numbers are equal whatever their trailing zeros. */
    private Object value() {
      Object value =
          parseResult instanceof Parsed parsed ? parsed.value() : CellText.strip(cell.text());
      return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }
  }

  /** Whether the row fills an entry of its own in a list within the entry of a list. */
  boolean fillsListWithin(String listPath) {
    return readCells.stream()
        .map(ReadCell::target)
        .anyMatch(target -> target.fillsListWithin(listPath));
  }

  /** The row's values of an entry of a list, by path; empty if all of them are blank. */
  Map<String, Object> of(String listPath) {
    Map<String, Object> values = new HashMap<>();
    for (ReadCell each : readCells) {
      FieldTarget target = each.target();
      int depth = target.stepsToEntry();
      if (depth > 0 && target.listPath(depth).equals(listPath)) {
        values.put(target.path(), each.value());
      }
    }
    return values;
  }
}
