package orderimport.order;

import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt.
 *
 * @param status the order's new status: ACCEPTED, REJECTED, IN_DOUBT, or HELD to be sent again
 * @param reachedCarrier whether the carrier may have received a request
 * @param carrierBlocked whether the carrier accepts no orders until an operator fixes the cause
 * @param detail why; null if absent
 * @param carrierOrderId the carrier's id; null if absent
 * @param link the address of the order at the carrier; null if absent
 * @param responseStatus the HTTP status; null without a response
 * @param responseBody shortened; null without a response
 * @param trackingPath the path of the carrier's link to the order; null if absent
 */
public record AttemptResult(
    OrderStatus status,
    boolean reachedCarrier,
    boolean carrierBlocked,
    @Nullable Text detail,
    @Nullable String carrierOrderId,
    @Nullable String link,
    @Nullable Integer responseStatus,
    @Nullable String responseBody,
    @Nullable String trackingPath) {

  public AttemptResult(
      OrderStatus status,
      boolean reachedCarrier,
      boolean carrierBlocked,
      @Nullable Text detail,
      @Nullable String carrierOrderId,
      @Nullable String link,
      @Nullable Integer responseStatus,
      @Nullable String responseBody) {
    this(
        status,
        reachedCarrier,
        carrierBlocked,
        detail,
        carrierOrderId,
        link,
        responseStatus,
        responseBody,
        null);
  }

  /**
   * Whether the order is HELD although the carrier has responded, as the response may not concern
   * the order.
   */
  boolean isUnexplained() {
    return status == OrderStatus.HELD && responseStatus != null;
  }
}
