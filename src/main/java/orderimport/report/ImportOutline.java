package orderimport.report;

import java.util.Map;
import java.util.Set;

/**
 * Those counts of an import that change with each edit of a row.
 *
 * @param read rows read, hidden ones included
 * @param failed rows with an error, and those in whose order another row has one
 * @param orders by status; without statuses that no order has
 */
public record ImportOutline(long read, long failed, Map<ResultStatus, Long> orders) {
  private static final Set<ResultStatus> UNSENT =
      Set.of(ResultStatus.INVALID, ResultStatus.HELD, ResultStatus.DUPLICATE);

  /** The number of orders with a status. */
  public long orders(ResultStatus status) {
    return orders.getOrDefault(status, 0L);
  }

  /** Whether an order was sent, or is being sent. */
  public boolean anySent() {
    return orders.keySet().stream().anyMatch(status -> !UNSENT.contains(status));
  }
}
