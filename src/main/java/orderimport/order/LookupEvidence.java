package orderimport.order;

import java.time.Instant;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * The response of a carrier that was asked whether it has an order in doubt.
 *
 * @param attempt the number of the attempt whose outcome was in doubt
 * @param askedAt when the carrier was asked
 * @param askedBy the process that asked
 * @param call the request, without credentials
 * @param detail what was found, or why the look-up failed; without a full stop
 * @param responseStatus the HTTP status; null without a response
 * @param response the entries with the order's reference, or the beginning of the response; null
 *     without a response; shortened
 */
public record LookupEvidence(
    int attempt,
    Instant askedAt,
    String askedBy,
    String call,
    Outcome outcome,
    Text detail,
    @Nullable Integer responseStatus,
    @Nullable String response) {

  /** The result of the look-up. */
  public enum Outcome {
    /** Exactly one order with the reference, which fits: the order is accepted. */
    FOUND,
    /** No order with the reference. */
    NOT_FOUND,
    /** Several orders with the reference. */
    SEVERAL,
    /** One order with the reference that may be another one. */
    UNSURE,
    /** The carrier could not be asked, or its response could not be read. */
    FAILED
  }
}
