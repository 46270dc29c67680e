package orderimport.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import orderimport.order.OrderStatus;

/**
 * How far an import is, by the database; every page takes what it says of an import from here.
 *
 * @param rows read so far
 * @param orders built so far, by state; states without one are left out
 * @param fixed orders with errors that a later import has without, and rejected ones that the
 *     carrier has accepted since
 * @param pausing whether somebody has paused the work, which may still go on
 */
record ImportProgress(
    ImportStage stage, long rows, Map<OrderStatus, Long> orders, long fixed, boolean pausing) {
  private static final List<OrderStatus> IN_ORDER =
      List.of(
          OrderStatus.ACCEPTED,
          OrderStatus.SENDING,
          OrderStatus.HELD,
          OrderStatus.IN_DOUBT,
          OrderStatus.REJECTED,
          OrderStatus.INVALID,
          OrderStatus.DUPLICATE);

  /** How many orders have a state. */
  public record Part(OrderStatus status, long count) {}

  public long total() {
    return orders.values().stream().mapToLong(Long::longValue).sum();
  }

  private long count(OrderStatus... states) {
    return Arrays.stream(states).mapToLong(status -> orders.getOrDefault(status, 0L)).sum();
  }

  public long placed() {
    return count(OrderStatus.ACCEPTED);
  }

  public long rejected() {
    return count(OrderStatus.REJECTED);
  }

  public long inDoubt() {
    return count(OrderStatus.IN_DOUBT);
  }

  public long sending() {
    return count(OrderStatus.SENDING);
  }

  public long held() {
    return count(OrderStatus.HELD);
  }

  /** Whether an order was sent, by this import or an earlier one. */
  public boolean anySent() {
    return count(
            OrderStatus.ACCEPTED,
            OrderStatus.REJECTED,
            OrderStatus.IN_DOUBT,
            OrderStatus.SENDING,
            OrderStatus.DUPLICATE)
        > 0;
  }

  /** The orders by state; states without one are left out. */
  public List<Part> parts() {
    return IN_ORDER.stream()
        .map(status -> new Part(status, count(status)))
        .filter(part -> part.count() > 0)
        .toList();
  }

  /** The same without those that are placed. */
  public List<Part> notPlaced() {
    return parts().stream().filter(part -> part.status() != OrderStatus.ACCEPTED).toList();
  }

  /** Of the orders that are to be placed, in percent. */
  public int percent() {
    long done = placed() + rejected() + inDoubt();
    long left = held() + sending();
    return done + left == 0 ? 100 : (int) (100 * done / (done + left));
  }

  /** Orders with errors, or rejected, that no later import has fixed. */
  public long toFix() {
    return count(OrderStatus.INVALID, OrderStatus.REJECTED) - fixed;
  }

  /** Whether nothing would be lost with the import: no order was sent, and none can be. */
  public boolean isDiscardable() {
    return !stage.isActive() && !stage.canResume() && sent() == 0 && held() == 0;
  }

  private long sent() {
    return placed() + rejected() + inDoubt() + sending();
  }

  public Badge badge() {
    return switch (stage) {
      case WAITING -> Badge.WAITING;
      case READING -> pausing ? Badge.PAUSING : Badge.READING;
      case PLACING -> pausing ? Badge.PAUSING : Badge.PLACING;
      case STOPPED -> pausing ? Badge.STOPPED : Badge.BROKEN_OFF;
      case INTERRUPTED -> Badge.INTERRUPTED;
      case FAILED -> Badge.FAILED;
      case PREVIEW, DONE -> outcome();
    };
  }

  private Badge outcome() {
    long before = count(OrderStatus.DUPLICATE);
    if (total() > 0 && placed() + before == total()) {
      return placed() > 0 ? Badge.PLACED : Badge.PLACED_BEFORE;
    } else if (inDoubt() > 0 && held() == 0) {
      return Badge.IN_DOUBT;
    } else if (fixed > 0 && placed() + before + fixed == total()) {
      return Badge.FIXED;
    } else if (placed() + inDoubt() + sending() > 0) {
      return Badge.PARTLY_PLACED;
    } else if (held() > 0) {
      return Badge.TO_REVIEW;
    } else if (rejected() > 0) {
      return Badge.REJECTED;
    }
    return toFix() > 0 ? Badge.NEEDS_FIXING : Badge.NOTHING_TO_PLACE;
  }
}
