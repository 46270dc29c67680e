package orderimport.web;

import java.util.Map;
import orderimport.order.OrderStatus;

/**
 * How far an import is, by the database.
 *
 * @param rows read so far
 * @param orders built so far, by state; states without one are left out
 */
record Pulse(Stage stage, long rows, Map<OrderStatus, Long> orders) {

  public long total() {
    return orders.values().stream().mapToLong(Long::longValue).sum();
  }

  long count(OrderStatus status) {
    return orders.getOrDefault(status, 0L);
  }

  public long placed() {
    return count(OrderStatus.ACCEPTED);
  }

  public long refused() {
    return count(OrderStatus.REJECTED);
  }

  public long unknown() {
    return count(OrderStatus.IN_DOUBT);
  }

  public long before() {
    return count(OrderStatus.DUPLICATE);
  }

  /** To be placed yet, those under way included. */
  public long left() {
    return count(OrderStatus.HELD) + count(OrderStatus.SENDING);
  }

  /** Of the orders that are to be placed, in percent. */
  public int percent() {
    long done = placed() + refused() + unknown();
    return done + left() == 0 ? 100 : (int) (100 * done / (done + left()));
  }
}
