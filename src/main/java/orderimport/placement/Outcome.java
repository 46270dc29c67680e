package orderimport.placement;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.order.Ledger;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one attempt to send an order. Texts from the carrier can be stored: they contain
 * no credentials of ours and no NUL, and have at most {@link StoredText#LONGEST} characters.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Outcome {

  /** Why no more orders are sent to this carrier in this run; null if sending continues. */
  default @Nullable Text stop() {
    return null;
  }

  /**
   * The carrier accepted the order.
   *
   * @param status 200 to 299
   * @param body the response body, shortened
   * @param carrierOrderId the carrier's own id; null if its responses have none
   * @param link the address of the order at the carrier; null if its responses have none
   * @param warnings what is unusual about the response
   * @param trackingPath the path of the link to the order itself; null without a link
   */
  record Accepted(
      int status,
      String body,
      @Nullable String carrierOrderId,
      @Nullable String link,
      List<Text> warnings,
      @Nullable String trackingPath)
      implements Outcome {
    public Accepted {
      body = StoredText.of(body);
      carrierOrderId =
          carrierOrderId == null ? null : StoredText.of(carrierOrderId, Ledger.LONGEST_CARRIER_ID);
      link = link == null ? null : StoredText.of(link);
      trackingPath = trackingPath == null ? null : StoredText.of(trackingPath);
    }
  }

  /**
   * The carrier rejected the order with a 4xx that concerns the order. This also applies if the
   * body is incomplete.
   *
   * @param status 400 to 499
   * @param body the response body, shortened
   * @param errors at least one
   */
  record Rejected(int status, String body, List<CarrierError> errors) implements Outcome {
    public Rejected {
      body = StoredText.of(body);
      errors = errors.stream().limit(MAX_ERRORS).map(Rejected::stored).toList();
    }

    private static final int MAX_ERRORS = 100;

    /** Whether an error names a field of the request. */
    boolean namesField() {
      return errors.stream().anyMatch(carrierError -> carrierError.path() != null);
    }

    private static CarrierError stored(CarrierError carrierError) {
      String path = carrierError.path();
      return new CarrierError(
          path == null ? null : StoredText.of(path), StoredText.of(carrierError.message()));
    }
  }

  /**
   * A rejection that may be caused by a setting instead of the order; see {@link RejectionBrake}.
   * The order stays HELD.
   *
   * @param stop why sending stops: the next orders would get the same response; null if sending
   *     continues
   */
  record Unexplained(Rejected rejection, @Nullable Text stop) implements Outcome {}

  /**
   * The order was not processed and may be sent again: 429, 503 with {@code Retry-After}, a renewed
   * token, or an unavailable token endpoint.
   *
   * @param why the reason, without a full stop
   * @param after the pause that the carrier requests, possibly very long; zero for an immediate
   *     retry; null if it requests none
   * @param sentToCarrier whether the carrier received a request, which then counts towards its rate
   *     limit
   */
  record Retryable(Text why, @Nullable Duration after, boolean sentToCarrier) implements Outcome {}

  /**
   * The carrier was not reached: no byte of the request was sent, or the server rejected the TLS
   * handshake.
   *
   * @param why the reason, without a full stop
   */
  record NotSent(Text why) implements Outcome {}

  /**
   * The permission to send was withdrawn before the first byte; no byte of the request was sent.
   */
  record Cancelled() implements Outcome {}

  /**
   * No orders can be sent to this carrier until an operator fixes the cause. This order was not
   * processed.
   *
   * @param message what is wrong and what to set
   */
  record CarrierBlocked(Text message) implements Outcome {
    @Override
    public Text stop() {
      return message;
    }
  }

  /**
   * The request was sent, at least in part, and it is not known whether the carrier received it.
   *
   * @param why the reason, without a full stop
   * @param status null if there was no response
   * @param body the received part of the response body, shortened; null without a response
   * @param stop why sending stops: the next orders would end the same way; null if sending
   *     continues
   */
  record InDoubt(Text why, @Nullable Integer status, @Nullable String body, @Nullable Text stop)
      implements Outcome {
    public InDoubt {
      body = body == null ? null : StoredText.of(body);
    }

    public InDoubt(Text why, @Nullable Integer status, @Nullable String body) {
      this(why, status, body, null);
    }
  }
}
