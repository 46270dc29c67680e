package orderimport.job;

import java.util.List;
import orderimport.binding.BoundOrder;
import orderimport.carrier.OrderOnOffer;
import orderimport.imports.StagedRow;
import orderimport.order.Offer;
import orderimport.order.OrderSummary;
import orderimport.problem.Problem;
import org.jspecify.annotations.Nullable;

/** The result of building a row group. */
sealed interface BuildResult {

  /**
   * An order.
   *
   * @param request the exact JSON body; null if it could not be built
   */
  record BuiltOrder(
      RowGroup.OrderRows rows, BoundOrder bound, @Nullable String request, OrderSummary summary)
      implements BuildResult {
    /** The offer that the order is on; null for other orders, and if it could not be read. */
    @Nullable Offer offer() {
      if (!(bound.request() instanceof OrderOnOffer onOffer)) {
        return null;
      }
      String offeredFor = onOffer.offeredFor();
      String id = onOffer.offerId();
      return offeredFor == null || id == null
          ? null
          : new Offer(offeredFor, id, onOffer.offerEnd());
    }

    /** This order with further problems. */
    BuiltOrder with(BoundOrder checked) {
      return new BuiltOrder(rows, checked, request, summary);
    }

    /** The positions of the order's rows in the file. */
    List<Long> positions() {
      return rows.rows().stream().map(StagedRow::position).toList();
    }
  }

  /** A row that belongs to no order, with the problems that say why. */
  record UnassignedRow(List<Problem> problems) implements BuildResult {}
}
