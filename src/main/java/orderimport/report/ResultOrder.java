package orderimport.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order and what became of it.
 *
 * @param environment where it was, or would be, placed
 * @param link where a person sees it at the carrier
 * @param request the exact JSON body; null if it could not be built
 * @param responseStatus null if there was no answer
 * @param rows where it stands in the file, in the file's order
 */
record ResultOrder(
    String carrier,
    String environment,
    String orderRef,
    Status status,
    @Nullable String carrierOrderId,
    @Nullable String link,
    @Nullable String request,
    @Nullable Integer responseStatus,
    @Nullable String responseBody,
    int attempts,
    List<RowLocation> rows) {

  /** The answer's status and what it says, in one short line; empty without an answer. */
  String responseText(int longest) {
    if (responseStatus == null) {
      return "";
    }
    String body = ResponseSummary.of(responseBody, responseStatus < 300 ? request : null);
    String text = (responseStatus + " " + body).strip();
    return text.length() > longest ? text.substring(0, longest) + "…" : text;
  }
}
