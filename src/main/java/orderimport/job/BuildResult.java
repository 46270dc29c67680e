package orderimport.job;

import java.util.List;
import orderimport.column.BoundOrder;
import orderimport.imports.Problem;
import orderimport.imports.StagedRow;
import org.jspecify.annotations.Nullable;

/** What building gives. */
sealed interface BuildResult {

  /**
   * An order.
   *
   * @param request the exact JSON body; null if it could not be built
   */
  record BuiltOrder(RowGroup.OrderRows rows, BoundOrder bound, @Nullable String request)
      implements BuildResult {
    /** The positions of its rows in the file. */
    List<Long> positions() {
      return rows.rows().stream().map(StagedRow::position).toList();
    }
  }

  /** A row that belongs to no order, and why. */
  record UnassignedRow(List<Problem> problems) implements BuildResult {}
}
