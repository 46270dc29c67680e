package orderimport.web.imports;

import java.time.LocalDate;
import java.util.List;
import orderimport.order.OrderSummary.Price;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the list of an import's orders. The parts of its summary are null where the order
 * does not say them.
 *
 * @param carrierStatus the order's state at the carrier; null before the carrier has stated one
 * @param prices by currency; empty without a price
 * @param problem the first of its most severe problems; null without one
 */
record OrderView(
    long id,
    String carrier,
    String orderRef,
    String status,
    @Nullable String carrierOrderId,
    @Nullable String carrierStatus,
    @Nullable String site,
    @Nullable String postcode,
    @Nullable String city,
    @Nullable String product,
    @Nullable LocalDate requestedOn,
    List<Price> prices,
    @Nullable FirstProblem problem) {

  /**
   * The first of an order's most severe problems.
   *
   * @param more the number of further problems
   */
  record FirstProblem(Text message, Text hint, String severity, long more) {}

  OrderView with(@Nullable FirstProblem first) {
    return new OrderView(
        id,
        carrier,
        orderRef,
        status,
        carrierOrderId,
        carrierStatus,
        site,
        postcode,
        city,
        product,
        requestedOn,
        prices,
        first);
  }
}
