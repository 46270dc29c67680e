package orderimport.web.imports;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request and the response of an order.
 *
 * @param environment where it is placed
 * @param positions of its rows; see {@link orderimport.imports.StagedRow#position}
 * @param link the order's page at the carrier; null without one
 * @param request the body, pretty-printed; null if it could not be built
 * @param exact the body exactly as it is sent; null if it could not be built
 * @param responseStatus the HTTP status; null without a response
 * @param responseBody pretty-printed; null without a response
 * @param resolvedBy the operator who resolved the order in doubt; null if none did
 * @param offerEndsAt from when on the order cannot be placed, as its offer has ended; null if that
 *     is not known
 * @param summary as in the list of orders
 * @param earlier the order that was placed before; null unless this is its duplicate
 */
record OrderDetail(
    long id,
    String environment,
    List<Long> positions,
    @Nullable String link,
    @Nullable String request,
    @Nullable String exact,
    @Nullable Integer responseStatus,
    @Nullable String responseBody,
    @Nullable String resolvedBy,
    @Nullable Instant offerEndsAt,
    OrderView summary,
    @Nullable Earlier earlier) {

  /** An order that was placed before. */
  record Earlier(long importId, String fileName, String carrier, String orderRef) {}

  /** Whether the order has errors: its request is not sent. */
  public boolean isInvalid() {
    return summary.status().equals("INVALID");
  }
}
