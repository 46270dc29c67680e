package orderimport.job;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.binding.ImportBinder;
import orderimport.carrier.OrderOnOffer;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Problems;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.order.Ledger;
import orderimport.order.Order;
import orderimport.order.Orders;
import orderimport.problem.CellProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text.CellName;
import orderimport.problem.Text.Heading;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rejects the orders of a file that are on offers for the same request under different names, once
 * all orders are built. Rows with the same name are rejected when they are bound.
 */
@Component
class RivalOffers {
  private final Imports imports;
  private final StagedRows stagedRows;
  private final Orders orders;
  private final Ledger ledger;
  private final Problems problems;
  private final ImportBinderFactory binders;
  private final TransactionTemplate transaction;

  RivalOffers(
      Imports imports,
      StagedRows stagedRows,
      Orders orders,
      Ledger ledger,
      Problems problems,
      ImportBinderFactory binders,
      TransactionTemplate transaction) {
    this.imports = imports;
    this.stagedRows = stagedRows;
    this.orders = orders;
    this.ledger = ledger;
    this.problems = problems;
    this.binders = binders;
    this.transaction = transaction;
  }

  /** Rejects them; repeatable. */
  void reject(Lease lease) {
    transaction.executeWithoutResult(
        status -> {
          imports.requireLease(lease);
          List<Order> rivals = orders.findRivals(lease.importId());
          if (!rivals.isEmpty()) {
            reject(rivals, lease);
          }
        });
  }

  private void reject(List<Order> rivals, Lease lease) {
    ImportBinder binder = binders.of(lease.importId());
    Map<Integer, StagedSheet> sheets = stagedRows.sheets(lease.importId());
    for (int i = 0; i < rivals.size(); i++) {
      Order order = rivals.get(i);
      Order other =
          i > 0 && isRival(order, rivals.get(i - 1)) ? rivals.get(i - 1) : rivals.get(i + 1);
      ledger.invalidate(order, lease);
      problems.add(lease.importId(), List.of(problem(order, other, binder, sheets)));
    }
  }

  private static boolean isRival(Order order, Order other) {
    return order.carrier().equals(other.carrier())
        && Objects.requireNonNull(order.offer())
            .request()
            .equals(Objects.requireNonNull(other.offer()).request());
  }

  private Problem problem(
      Order order, Order other, ImportBinder binder, Map<Integer, StagedSheet> sheets) {
    var places =
        binder
            .bind(
                order.carrier(),
                order.orderRef(),
                stagedRows.findByOrder(order.importId(), order.carrier(), order.orderKey()))
            .places();
    int sheet = (int) (other.position() >> 32);
    boolean sameSheet = sheet == (int) (order.position() >> 32);
    return places.at(
        OrderOnOffer.REQUEST,
        Severity.ERROR,
        CellProblem.TWO_OFFERS,
        new Heading(places.heading(OrderOnOffer.REQUEST).orElse(OrderOnOffer.REQUEST)),
        new CellName(
            sameSheet ? null : Objects.requireNonNull(sheets.get(sheet)).name(),
            (int) other.position(),
            null));
  }
}
