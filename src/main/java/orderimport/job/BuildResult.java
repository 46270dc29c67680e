package orderimport.job;

import java.util.List;
import orderimport.binding.BoundOrder;
import orderimport.imports.StagedRow;
import orderimport.problem.Problem;
import org.jspecify.annotations.Nullable;

/** The result of building a row group. */
sealed interface BuildResult {

  /**
   * An order.
   *
   * @param request the exact JSON body; null if it could not be built
   */
  record BuiltOrder(RowGroup.OrderRows rows, BoundOrder bound, @Nullable String request)
      implements BuildResult {
    /** This order with further problems. */
    BuiltOrder with(BoundOrder checked) {
      return new BuiltOrder(rows, checked, request);
    }

    /** The positions of the order's rows in the file. */
    List<Long> positions() {
      return rows.rows().stream().map(StagedRow::position).toList();
    }
  }

  /** A row that belongs to no order, with the problems that say why. */
  record UnassignedRow(List<Problem> problems) implements BuildResult {}
}
