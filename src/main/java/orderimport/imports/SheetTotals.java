package orderimport.imports;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What some rows of a sheet come to.
 *
 * @param rows how many, hidden ones included
 * @param lastColumn the last one in which a row has a cell, from 0; -1 without any
 * @param carriers those that the rows name
 */
record SheetTotals(int rows, int hidden, int lastColumn, Set<String> carriers) {

  /** By the sheets' positions. */
  static Map<Integer, SheetTotals> bySheet(List<? extends StagedRow> rows) {
    Map<Integer, SheetTotals> sums = new TreeMap<>();
    for (StagedRow row : rows) {
      sums.merge(row.sheet(), of(row), SheetTotals::plus);
    }
    return sums;
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

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }
}
