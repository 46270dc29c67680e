package orderimport.placement;

import java.util.ArrayList;
import java.util.List;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.column.BoundOrder.FieldLocator;
import orderimport.column.ImportBinder;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Location;
import orderimport.imports.Problem.Severity;
import orderimport.imports.StagedRows;
import orderimport.order.Order;

/** Converts an order's outcome to problems at the cells of its rows. */
final class OutcomeProblems {
  private final StagedRows stagedRows;
  private final ImportBinder binder;
  private final DuplicateOrderReport duplicateOrderReport;

  /**
   * @param binder the binder of the orders' import
   */
  OutcomeProblems(
      StagedRows stagedRows, ImportBinder binder, DuplicateOrderReport duplicateOrderReport) {
    this.stagedRows = stagedRows;
    this.binder = binder;
    this.duplicateOrderReport = duplicateOrderReport;
  }

  List<Problem> of(Order order, Outcome outcome) {
    List<Problem> found = new ArrayList<>();
    if (outcome instanceof Outcome.Rejected rejected) {
      FieldLocator fieldLocator = locate(order);
      for (CarrierError carrierError : rejected.errors()) {
        found.add(
            fieldLocator.at(
                carrierError.path(),
                "rejected",
                Severity.ERROR,
                "%s rejected the order (%d): %s"
                    .formatted(order.carrier(), rejected.status(), carrierError.message()),
                "Correct what %s names, then import the corrected rows."
                    .formatted(order.carrier())));
      }
    } else if (outcome instanceof Outcome.Accepted accepted && !accepted.warnings().isEmpty()) {
      FieldLocator fieldLocator = locate(order);
      for (String remark : accepted.warnings()) {
        found.add(
            fieldLocator.at(
                null,
                "unusual_answer",
                Severity.WARNING,
                "%s accepted the order, but %s".formatted(order.carrier(), remark),
                "Ask %s whether the order is correct.".formatted(order.carrier())));
      }
    } else if (outcome instanceof Outcome.InDoubt inDoubt) {
      found.add(inDoubt(order, inDoubt.why(), locate(order)));
    }
    return found;
  }

  /** The problems of an order that a process was sending when it ended. */
  List<Problem> interrupted(Order order) {
    return List.of(inDoubt(order, "the program ended while sending it", locate(order)));
  }

  private static Problem inDoubt(Order order, String why, FieldLocator fieldLocator) {
    return fieldLocator.at(
        null,
        "in_doubt",
        Severity.WARNING,
        "The order was sent to %s, but it is unknown whether it arrived: %s."
            .formatted(order.carrier(), why.replaceFirst("\\.$", "")),
        "Ask %1$s whether it has %2$s. Then run `order-import resolve %1$s %2$s --accepted ID` or `--not-received`."
            .formatted(order.carrier(), order.orderRef()));
  }

  /** The problems of an order that another import has placed meanwhile. */
  List<Problem> placedBefore(Order order, Order earlier) {
    return duplicateOrderReport.problems(earlier, order.orderRef(), order.request(), locate(order));
  }

  /** The problem that the carrier gave an order's id to another order, of any import, as well. */
  Problem idUsedTwice(Order order, Order another) {
    return new Problem(
        new Location((int) (order.position() >> 32), (int) order.position(), null),
        null,
        null,
        "carrier_id_used_twice",
        Severity.WARNING,
        "%s answered the order %s of import %d with the id of this one, %s."
            .formatted(
                order.carrier(), another.orderRef(), another.importId(), order.carrierOrderId()),
        "Ask %s whether it has both orders; %s is in doubt until then."
            .formatted(order.carrier(), another.orderRef()));
  }

  private FieldLocator locate(Order order) {
    return binder
        .bind(
            order.carrier(),
            order.orderRef(),
            stagedRows.findByOrder(order.importId(), order.carrier(), order.orderKey()))
        .places();
  }
}
