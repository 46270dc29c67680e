package orderimport.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order with its outcome.
 *
 * @param environment in which it was, or would be, placed
 * @param link to the order at the carrier; null if absent
 * @param request the exact JSON body; null if it could not be built
 * @param responseStatus the HTTP status; null without a response
 * @param rows its rows in the order of the file
 */
record ResultOrder(
    String carrier,
    String environment,
    String orderRef,
    ResultStatus status,
    @Nullable String carrierOrderId,
    @Nullable String link,
    @Nullable String request,
    @Nullable Integer responseStatus,
    @Nullable String responseBody,
    int attempts,
    List<RowLocation> rows) {

  /** The status and a summary of the response on one line; empty without a response. */
  String responseText(int maxLength) {
    if (responseStatus == null) {
      return "";
    }
    String body = ResponseSummary.of(responseBody, responseStatus < 300 ? request : null);
    String text = (responseStatus + " " + body).strip();
    return text.length() > maxLength ? text.substring(0, maxLength) + "…" : text;
  }
}
