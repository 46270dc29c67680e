package orderimport.job;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orderimport.binding.ImportBinder;
import orderimport.imports.OrderIdentity;
import orderimport.imports.RowSurvey;
import orderimport.imports.RowSurvey.CopiedSheets;
import orderimport.imports.RowSurvey.OrderName;
import orderimport.imports.RowSurvey.UnassignedRow;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.problem.Problem.Location;
import org.springframework.stereotype.Component;

/** Reads what has to be known of all rows of an import to build any of its orders. */
@Component
class AllRowsReader {
  private final StagedRows stagedRows;

  AllRowsReader(StagedRows stagedRows) {
    this.stagedRows = stagedRows;
  }

  /**
   * Data about all rows of an import.
   *
   * @param gaps rows without an order_ref that most likely belong to an order, which is not placed
   *     without them
   * @param incomplete the keys of orders with a missing row
   * @param similarNames the names of different orders that are the same number but for leading
   *     zeros and zero decimals, by carrier and that number
   * @param copied pairs of sheets that share most of their orders
   * @param carriers that the rows name which are not hidden or left out
   */
  record AllRows(
      BuildPlan plan,
      Map<Location, UnassignedRow> gaps,
      Set<String> incomplete,
      Map<OrderIdentity, Set<OrderName>> similarNames,
      List<CopiedSheets> copied,
      Set<String> carriers) {}

  /** Reads all rows of an import, once all are staged. */
  AllRows read(long importId, ImportBinder binder) {
    RowSurvey survey = RowSurvey.of(stagedRows, importId);
    Map<Location, UnassignedRow> gaps = binder.likelyMissingOrderRef(survey.unassigned());
    Set<String> incomplete = new HashSet<>(survey.incomplete());
    addOrdersOfShiftedRows(importId, binder, survey, incomplete);
    gaps.values().forEach(unassignedRow -> incomplete.add(unassignedRow.orderKey()));
    return new AllRows(
        BuildPlan.of(survey),
        gaps,
        incomplete,
        survey.similarNames(),
        survey.copiedSheets(),
        survey.carriers());
  }

  /**
   * The order of a shifted row is ambiguous, so all orders that the row may name are incomplete.
   */
  private void addOrdersOfShiftedRows(
      long importId, ImportBinder binder, RowSurvey survey, Set<String> incomplete) {
    List<StagedRow> shifted = stagedRows.shifted(importId, -1);
    while (!shifted.isEmpty()) {
      incomplete.addAll(survey.ordersAmong(binder.possibleOrders(shifted)));
      long last = shifted.get(shifted.size() - 1).position();
      shifted = stagedRows.shifted(importId, last);
    }
  }
}
