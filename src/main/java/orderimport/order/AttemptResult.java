package orderimport.order;

import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt.
 *
 * @param status the order's from now on: ACCEPTED, REJECTED, IN_DOUBT, or HELD to be sent again
 * @param reachedCarrier whether the carrier may have seen a request
 * @param barred whether the carrier takes nothing until a person has changed something
 * @param detail in plain words, null if there is nothing to say
 * @param carrierOrderId the carrier's id, null if there is none
 * @param link where a person sees the order at the carrier, null if there is none
 * @param responseStatus the HTTP status, null without an answer
 * @param responseBody shortened, null without an answer
 */
public record AttemptResult(
    OrderStatus status,
    boolean reachedCarrier,
    boolean barred,
    @Nullable String detail,
    @Nullable String carrierOrderId,
    @Nullable String link,
    @Nullable Integer responseStatus,
    @Nullable String responseBody) {

  /**
   * Whether the carrier has answered and the order is HELD all the same, as the answer may be about
   * something else than the order.
   */
  boolean isUnexplained() {
    return status == OrderStatus.HELD && responseStatus != null;
  }
}
