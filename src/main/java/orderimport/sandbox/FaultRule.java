package orderimport.sandbox;

import java.util.Locale;
import java.util.Map;
import orderimport.sandbox.FaultRules.IncomingRequest;
import org.jspecify.annotations.Nullable;

/**
 * A fault to inject: the JSON of {@code POST /sandbox/faults}.
 *
 * @param carrier limits the rule to this carrier; null for all
 * @param order_ref limits the rule to this order; null for all
 * @param times the number of requests it applies to; null until it is deleted
 * @param status the status to respond with instead of processing the order; null to process it
 * @param headers the headers of the response; null for the regular ones
 * @param body the body of the response; null for the regular one of the status
 * @param delay_ms the pause before the response, in milliseconds; the order is processed before
 * @param fault how the connection fails; null if it does not fail
 * @param method of the requests; null for order requests, or for any method if there is a path
 * @param path the path of the requests, or that of an endpoint with {@code {id}} in it, such as
 *     {@code /internet/request/{id}}; null for all
 */
record FaultRule(
    @Nullable String carrier,
    @Nullable String order_ref,
    @Nullable Integer times,
    @Nullable Integer status,
    @Nullable Map<String, String> headers,
    @Nullable String body,
    @Nullable Long delay_ms,
    @Nullable Fault fault,
    @Nullable String method,
    @Nullable String path) {

  static final FaultRule NONE =
      new FaultRule(null, null, null, null, null, null, null, null, null, null);

  /** How a connection fails. */
  enum Fault {
    /** Closed without a response after the order is processed. */
    RESET,
    /** Closed in the middle of the response after the order is processed. */
    CUT,
    /** Closed without a response; the order is not processed. */
    DROP_BEFORE
  }

  boolean matches(IncomingRequest request) {
    return (method == null
            ? path != null || request.order()
            : method.equalsIgnoreCase(request.method()))
        && (path == null || path.equals(request.path()) || path.equals(request.template()))
        && (carrier == null || carrier.equals(request.carrier()))
        && (order_ref == null || order_ref.equals(request.orderRef()));
  }

  /** Applies the rule to the regular reply. */
  HttpReply apply(HttpReply regular) {
    return new HttpReply(
        status == null ? regular.status() : status,
        headers == null ? regular.headers() : headers,
        body == null ? regular.body() : body);
  }

  /** The name of the fault in the counters. */
  String name() {
    return fault == null ? "" : fault.name().toLowerCase(Locale.ROOT);
  }
}
