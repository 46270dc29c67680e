package orderimport.column;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import orderimport.column.Reading.Finding;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Severity;
import orderimport.imports.StagedRow;
import orderimport.spreadsheet.Cell;

/** Rows of an order that stand in its file more than once. */
final class RepeatedRows {
  private RepeatedRows() {}

  /** Warns of rows of one sheet that are the same: that may be meant, or copied by mistake. */
  static void among(List<StagedRow> rows, CellPlaces places, Consumer<Problem> problems) {
    if (rows.size() < 2) {
      return;
    }
    Map<List<Cell>, StagedRow> seen = new HashMap<>();
    for (StagedRow row : rows) {
      StagedRow earlier = seen.putIfAbsent(row.cells(), row);
      if (earlier != null && earlier.sheet() == row.sheet()) {
        problems.accept(
            places.atOrderRef(
                row,
                new Finding(
                    "row_repeated",
                    Severity.WARNING,
                    "is repeated: this row is the same as row %d, so the order has what they say twice"
                        .formatted(earlier.number()),
                    "Delete the row if it was copied by mistake.")));
      }
    }
  }

  /** A second row for an order that is one row. */
  static Finding second(StagedRow first, StagedRow row, CellPlaces places, String carrier) {
    return new Finding(
        "order_twice",
        Severity.ERROR,
        "names the order that %s gives already, and an order of %s is one row"
            .formatted(places.name(first, null, row), carrier),
        "Delete one of the rows, or type another order_ref in it.");
  }
}
