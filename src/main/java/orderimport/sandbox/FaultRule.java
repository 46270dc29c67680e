package orderimport.sandbox;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to do wrong, as the JSON of {@code POST /sandbox/misbehave}.
 *
 * @param carrier only for this carrier; null for all
 * @param order_ref only for the order of this reference; null for all
 * @param times for so many requests; null until it is ended
 * @param status answer so in place of processing the order; null to process it
 * @param headers further headers of the answer
 * @param body the answer's body; null for the one that belongs to the status
 * @param delay_ms wait so long before the answer, the order being processed
 * @param fault how the connection fails; null if it does not
 */
record FaultRule(
    @Nullable String carrier,
    @Nullable String order_ref,
    @Nullable Integer times,
    @Nullable Integer status,
    @Nullable Map<String, String> headers,
    @Nullable String body,
    @Nullable Long delay_ms,
    @Nullable Fault fault) {

  static final FaultRule NONE = new FaultRule(null, null, null, null, null, null, null, null);

  /** How a connection fails. */
  enum Fault {
    /** Closed without an answer, the order being processed. */
    RESET,
    /** Closed in the middle of the answer, the order being processed. */
    CUT,
    /** Closed without an answer, the order not being processed. */
    DROP_BEFORE
  }

  boolean matches(String ofCarrier, String ofOrder) {
    return (carrier == null || carrier.equals(ofCarrier))
        && (order_ref == null || order_ref.equals(ofOrder));
  }

  /** The answer that it makes of the right one. */
  HttpReply apply(HttpReply right) {
    return new HttpReply(
        status == null ? right.status() : status,
        headers == null ? right.headers() : headers,
        body == null ? right.body() : body);
  }

  /** What the counts call it. */
  String name() {
    return fault == null ? "" : fault.name().toLowerCase(Locale.ROOT);
  }
}
