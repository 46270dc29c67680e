package orderimport.web.imports;

import org.jspecify.annotations.Nullable;

/**
 * The request and the response of an order.
 *
 * @param request the body, pretty-printed; null if it could not be built
 * @param exact the body exactly as it is sent; null if it could not be built
 * @param responseStatus the HTTP status; null without a response
 * @param responseBody pretty-printed; null without a response
 * @param resolvedBy the operator who resolved the order in doubt; null if none did
 */
record OrderDetail(
    String status,
    @Nullable String request,
    @Nullable String exact,
    @Nullable Integer responseStatus,
    @Nullable String responseBody,
    @Nullable String resolvedBy) {

  /** Whether the order has errors: its request is not sent. */
  public boolean isInvalid() {
    return status.equals("INVALID");
  }
}
