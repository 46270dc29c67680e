package orderimport.web.imports;

import java.util.Objects;
import java.util.function.Function;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.job.ImportService;
import orderimport.order.Ledger;
import orderimport.order.Order;
import orderimport.order.Resolution;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Records what operators find out about orders in doubt, for the page and the API. */
@Component
public class InDoubtResolver {
  /** The longest id of an order at its carrier, in characters. */
  public static final int MAX_ID_LENGTH = 200;

  private final Ledger ledger;
  private final ImportService importService;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;

  InDoubtResolver(
      Ledger ledger,
      ImportService importService,
      AuditLog auditLog,
      TransactionTemplate transaction) {
    this.ledger = ledger;
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
    return resolve(
        order,
        userName,
        Action.RESOLVED_ACCEPTED,
        each -> ledger.resolveAccepted(each, carrierOrderId, userName));
  }

  /** Records that the carrier never received an order; it is on hold again. */
  public Resolution notReceived(Order order, String userName) {
    return resolve(
        order,
        userName,
        Action.RESOLVED_NOT_RECEIVED,
        each ->
            ledger.resolveNotReceived(each, userName)
                ? new Resolution.Resolved()
                : new Resolution.NotInDoubt());
  }

  private Resolution resolve(
      Order order, String userName, Action action, Function<Order, Resolution> record) {
    Resolution resolution =
        Objects.requireNonNull(
            transaction.execute(
                status -> {
                  Resolution result = record.apply(order);
                  if (result instanceof Resolution.Resolved) {
                    auditLog.add(
                        order.importId(),
                        userName,
                        action,
                        order.carrier() + " " + order.orderRef());
                  }
                  return result;
                }));
    if (resolution instanceof Resolution.Resolved) {
      importService.resolved(order.importId(), action == Action.RESOLVED_NOT_RECEIVED);
    }
    return resolution;
  }
}
