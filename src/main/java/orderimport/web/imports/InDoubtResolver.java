package orderimport.web.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.Problems;
import orderimport.job.ImportService;
import orderimport.order.InDoubtOrder;
import orderimport.order.InDoubtOrders;
import orderimport.order.Order;
import orderimport.order.Resolution;
import orderimport.order.Resolutions;
import orderimport.problem.OrderProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Records what operators find out about orders in doubt, for the page and the API. */
@Component
public class InDoubtResolver {
  /** The longest id of an order at its carrier, in characters. */
  public static final int MAX_ID_LENGTH = 200;

  private final Resolutions resolutions;
  private final InDoubtOrders inDoubtOrders;
  private final Problems problems;
  private final ImportService importService;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;

  InDoubtResolver(
      Resolutions resolutions,
      InDoubtOrders inDoubtOrders,
      Problems problems,
      ImportService importService,
      AuditLog auditLog,
      TransactionTemplate transaction) {
    this.resolutions = resolutions;
    this.inDoubtOrders = inDoubtOrders;
    this.problems = problems;
    this.importService = importService;
    this.auditLog = auditLog;
    this.transaction = transaction;
  }

  /**
   * Records that the carrier has an order.
   *
   * @param carrierOrderId not blank, at most {@link #MAX_ID_LENGTH} characters
   */
  public Resolution accepted(Order order, String carrierOrderId, String userName) {
    return accepted(Map.of(order, carrierOrderId), userName).values().iterator().next();
  }

  /** Records that the carriers have orders, by their ids there; returns a result for each order. */
  Map<Order, Resolution> accepted(Map<Order, String> carrierOrderIds, String userName) {
    return resolveAll(
        carrierOrderIds.keySet().stream(),
        userName,
        Action.RESOLVED_ACCEPTED,
        order -> resolutions.accepted(order, carrierOrderIds.getOrDefault(order, ""), userName));
  }

  /** Records that the carrier never received an order; it is on hold again. */
  public Resolution notReceived(Order order, String userName) {
    return notReceived(List.of(order), userName).values().iterator().next();
  }

  /** As {@link #notReceived(Order, String)}, of several orders; returns a result for each. */
  Map<Order, Resolution> notReceived(List<Order> orders, String userName) {
    return resolveAll(
        orders.stream(),
        userName,
        Action.RESOLVED_NOT_RECEIVED,
        order ->
            resolutions.notReceived(order, userName)
                ? new Resolution.Resolved()
                : new Resolution.NotInDoubt());
  }

  /** Each order in a transaction of its own; the results of each import are written once. */
  private Map<Order, Resolution> resolveAll(
      Stream<Order> orders, String userName, Action action, Function<Order, Resolution> record) {
    Map<Order, Resolution> results = new LinkedHashMap<>();
    orders.forEach(order -> results.put(order, resolve(order, userName, action, record)));
    Map<Long, Boolean> imports = new TreeMap<>();
    results.forEach(
        (order, resolution) -> {
          if (resolution instanceof Resolution.Resolved) {
            imports.put(order.importId(), action == Action.RESOLVED_NOT_RECEIVED);
          }
        });
    imports.forEach(importService::resolved);
    return results;
  }

  private Resolution resolve(
      Order order, String userName, Action action, Function<Order, Resolution> record) {
    return transaction.execute(
        status -> {
          Resolution result = record.apply(order);
          if (result instanceof Resolution.Resolved) {
            addEvent(order, userName, action, null);
          }
          return result;
        });
  }

  private void addEvent(Order order, String userName, Action action, @Nullable String comment) {
    auditLog.add(
        order.importId(),
        order.id(),
        userName,
        action,
        order.carrier() + " " + order.orderRef(),
        comment);
  }

  /**
   * Undoes the resolution of an order, which is in doubt again; see {@link Resolutions#undo}.
   *
   * @param comment why
   * @return false if that is not possible, or no longer
   */
  boolean undo(Order order, String comment, String userName) {
    boolean undone =
        transaction.execute(
            status -> {
              if (!resolutions.undo(order)) {
                return false;
              }
              inDoubtOrders.findByImport(order.importId()).stream()
                  .filter(each -> each.id() == order.id())
                  .forEach(each -> addProblem(order, each));
              addEvent(order, userName, Action.RESOLUTION_UNDONE, comment);
              return true;
            });
    if (undone) {
      importService.resolved(order.importId(), false);
    }
    return undone;
  }

  private void addProblem(Order order, InDoubtOrder inDoubt) {
    problems.add(
        order.importId(),
        order.id(),
        List.of(
            Problem.of(
                new Location((int) (order.position() >> 32), (int) order.position(), null),
                Severity.WARNING,
                OrderProblem.IN_DOUBT,
                order.carrier(),
                inDoubt.reason(),
                order.orderRef())));
  }

  /** Stores a note about an order. */
  void addNote(Order order, String note, String userName) {
    addEvent(order, userName, Action.NOTED, note);
  }
}
