package orderimport.imports;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The totals of rows of a sheet.
 *
 * @param rows the number of rows, including hidden ones
 * @param hidden the number of hidden rows
 * @param lastColumn the last column in which a row has a cell, from 0; -1 without any
 * @param carriers the carriers that the rows name
 */
record SheetTotals(int rows, int hidden, int lastColumn, Set<String> carriers) {

  /** The totals by the sheets' positions. */
  static Map<Integer, SheetTotals> bySheet(List<? extends StagedRow> rows) {
    Map<Integer, SheetTotals> totals = new TreeMap<>();
    for (StagedRow row : rows) {
      totals.merge(row.sheet(), of(row), SheetTotals::plus);
    }
    return totals;
  }

  private static SheetTotals of(StagedRow row) {
    int cells = row.cells().size();
    return new SheetTotals(
        1,
        row.hidden() ? 1 : 0,
        cells == 0 ? -1 : row.cells().get(cells - 1).column(),
        row.carrier() == null ? Set.of() : Set.of(row.carrier()));
  }

  private SheetTotals plus(SheetTotals other) {
    return new SheetTotals(
        rows + other.rows,
        hidden + other.hidden,
        Math.max(lastColumn, other.lastColumn),
        carriers.containsAll(other.carriers) ? carriers : union(carriers, other.carriers));
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new HashSet<>(one);
    all.addAll(other);
    return all;
  }
}
