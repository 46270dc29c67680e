package orderimport.placement;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import orderimport.binding.BoundOrder.FieldLocator;
import orderimport.binding.ImportBinder;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.OrderOnOffer;
import orderimport.imports.StagedRows;
import orderimport.order.Order;
import orderimport.problem.OrderProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import orderimport.problem.Text.Heading;

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
            carrierError.message().isBlank()
                ? fieldLocator.at(
                    carrierError.path(),
                    Severity.ERROR,
                    OrderProblem.REJECTED_WITHOUT_REASON,
                    order.carrier(),
                    rejected.status())
                : fieldLocator.at(
                    carrierError.path(),
                    Severity.ERROR,
                    OrderProblem.REJECTED,
                    order.carrier(),
                    rejected.status(),
                    carrierError.message()));
      }
    } else if (outcome instanceof Outcome.Accepted accepted && !accepted.warnings().isEmpty()) {
      FieldLocator fieldLocator = locate(order);
      for (Text remark : accepted.warnings()) {
        found.add(
            fieldLocator.at(
                null, Severity.WARNING, OrderProblem.UNUSUAL_ANSWER, order.carrier(), remark));
      }
    } else if (outcome instanceof Outcome.InDoubt inDoubt) {
      found.add(inDoubt(order, inDoubt.why(), locate(order)));
    }
    return found;
  }

  /** The problems of an order that a process was sending when it ended. */
  List<Problem> interrupted(Order order) {
    return List.of(inDoubt(order, Reason.PROGRAM_ENDED_WHILE_SENDING.text(), locate(order)));
  }

  private static Problem inDoubt(Order order, Text why, FieldLocator fieldLocator) {
    return fieldLocator.at(
        null, Severity.WARNING, OrderProblem.IN_DOUBT, order.carrier(), why, order.orderRef());
  }

  /** The problems of an order that another import has placed meanwhile. */
  List<Problem> placedBefore(Order order, Order earlier) {
    return duplicateOrderReport.problems(earlier, order.orderRef(), order.request(), locate(order));
  }

  /** The problem of an order whose offer has ended. */
  Problem offerEnded(Order order) {
    FieldLocator fieldLocator = locate(order);
    Instant end = Objects.requireNonNull(Objects.requireNonNull(order.offer()).endsAt());
    return fieldLocator.at(
        OrderOnOffer.EXPIRES,
        Severity.ERROR,
        OrderProblem.OFFER_EXPIRED,
        new Heading(fieldLocator.heading(OrderOnOffer.EXPIRES).orElse(OrderOnOffer.EXPIRES)),
        end.atZone(ZoneOffset.UTC).toLocalDate().minusDays(1));
  }

  /** The problem of an order on another offer than one that was ordered. */
  Problem otherOfferOrdered(Order order, Order earlier) {
    return duplicateOrderReport.otherOffer(earlier, locate(order));
  }

  /** The problem that the carrier gave an order's id to another order, of any import, as well. */
  Problem idUsedTwice(Order order, Order another) {
    return Problem.of(
        new Location((int) (order.position() >> 32), (int) order.position(), null),
        Severity.WARNING,
        OrderProblem.CARRIER_ID_USED_TWICE,
        order.carrier(),
        another.orderRef(),
        another.importId(),
        String.valueOf(order.carrierOrderId()));
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
