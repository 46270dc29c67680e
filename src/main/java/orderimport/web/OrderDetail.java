package orderimport.web;

import org.jspecify.annotations.Nullable;

/**
 * What was, or would be, sent for an order and what came back.
 *
 * @param status of the order
 * @param request the exact body, in lines; null if it could not be built
 * @param exact the exact body as it is sent
 * @param responseStatus null without an answer
 * @param responseBody null without an answer
 * @param resolvedBy who said what became of it; null if nobody did
 */
record OrderDetail(
    String status,
    @Nullable String request,
    @Nullable String exact,
    @Nullable Integer responseStatus,
    @Nullable String responseBody,
    @Nullable String resolvedBy) {

  /** Whether the order has errors, so that its request is not sent. */
  public boolean isInvalid() {
    return status.equals("INVALID");
  }
}
