package orderimport.web.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import orderimport.imports.Reviews.Decision;
import orderimport.job.MachineActivity;
import orderimport.order.OrderStatus;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * The progress of an import as the database has it; all pages show this.
 *
 * @param rows read so far
 * @param orders built so far, by status; statuses without orders are omitted
 * @param fixed number of failed orders that a later import fixed: invalid ones that are valid
 *     there, and rejected ones that the carrier has accepted since
 * @param pausing whether a user paused the import; requests may still be in progress
 * @param review what a reviewer decided; null for nothing
 * @param machines what several machines do for it; empty with the embedded database
 */
public record ImportProgress(
    ImportStage stage,
    long rows,
    Map<OrderStatus, Long> orders,
    long fixed,
    boolean pausing,
    @Nullable Decision review,
    List<MachineActivity> machines) {
  private static final List<OrderStatus> DISPLAY_ORDER =
      List.of(
          OrderStatus.ACCEPTED,
          OrderStatus.SENDING,
          OrderStatus.HELD,
          OrderStatus.IN_DOUBT,
          OrderStatus.REJECTED,
          OrderStatus.INVALID,
          OrderStatus.DUPLICATE);

  /** What the machine that works on it reported last. */
  Optional<Text> lastMessage() {
    return machines.stream().flatMap(each -> Stream.ofNullable(each.message())).findFirst();
  }

  /** The number of orders with a status. */
  public record Part(OrderStatus status, long count) {}

  public long total() {
    return orders.values().stream().mapToLong(Long::longValue).sum();
  }

  private long count(OrderStatus... statuses) {
    return Arrays.stream(statuses).mapToLong(status -> orders.getOrDefault(status, 0L)).sum();
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

  /** The number of orders by status; statuses without orders are omitted. */
  public List<Part> parts() {
    return DISPLAY_ORDER.stream()
        .map(status -> new Part(status, count(status)))
        .filter(part -> part.count() > 0)
        .toList();
  }

  /** As {@link #parts}, without the accepted orders. */
  public List<Part> notPlaced() {
    return parts().stream().filter(part -> part.status() != OrderStatus.ACCEPTED).toList();
  }

  /** The percentage of valid orders that have a response or are in doubt, from 0 to 100. */
  public int percent() {
    long done = placed() + rejected() + inDoubt();
    long left = held() + sending();
    return done + left == 0 ? 100 : (int) (100 * done / (done + left));
  }

  /** The number of invalid and rejected orders that no later import has fixed. */
  public long toFix() {
    return count(OrderStatus.INVALID, OrderStatus.REJECTED) - fixed;
  }

  /** Whether the import can be discarded without loss: no order was sent, and none can be. */
  public boolean isDiscardable() {
    return !stage.isActive()
        && !stage.canResume()
        && sent() == 0
        && (held() == 0 || review == Decision.REJECTED);
  }

  private long sent() {
    return placed() + rejected() + inDoubt() + sending();
  }

  public Badge badge() {
    return switch (stage) {
      case WAITING -> Badge.WAITING;
      case READING -> pausing ? Badge.PAUSING : Badge.READING;
      case PLACING -> pausing ? Badge.PAUSING : Badge.PLACING;
      case STOPPED -> pausing ? Badge.PAUSED : Badge.STOPPED;
      case INTERRUPTED -> Badge.INTERRUPTED;
      case FAILED -> Badge.FAILED;
      case PREVIEW, DONE -> outcome();
    };
  }

  private Badge outcome() {
    long duplicates = count(OrderStatus.DUPLICATE);
    if (total() > 0 && placed() + duplicates == total()) {
      return placed() > 0 ? Badge.PLACED : Badge.ALREADY_PLACED;
    } else if (inDoubt() > 0 && held() == 0) {
      return Badge.IN_DOUBT;
    } else if (fixed > 0 && placed() + duplicates + fixed == total()) {
      return Badge.FIXED;
    } else if (placed() + inDoubt() + sending() > 0) {
      return Badge.PARTLY_PLACED;
    } else if (review == Decision.SENT_BACK) {
      return Badge.SENT_BACK;
    } else if (review == Decision.REJECTED) {
      return Badge.NOT_APPROVED;
    } else if (held() > 0) {
      return review == Decision.APPROVED ? Badge.APPROVED : Badge.TO_REVIEW;
    } else if (rejected() > 0) {
      return Badge.REJECTED;
    }
    return toFix() > 0 ? Badge.NEEDS_FIXING : Badge.NOTHING_TO_PLACE;
  }
}
