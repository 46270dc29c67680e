package orderimport.placement;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.order.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * What became of one sending. Texts that came from the carrier are fit to be kept: no secret of
 * ours, no NUL, at most {@link StoredText#LONGEST} characters.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
sealed interface Outcome {

  /** Why nothing more is sent to this carrier in this run, in plain words; null if more is. */
  default @Nullable String stop() {
    return null;
  }

  /**
   * The carrier accepted the order.
   *
   * @param status 200 to 299
   * @param body what it answered, shortened
   * @param carrierOrderId the carrier's own id, null where its answers have none
   * @param link where a person sees the order, null where its answers have none
   * @param remarks what is unusual about the answer, in plain words
   */
  record Accepted(
      int status,
      String body,
      @Nullable String carrierOrderId,
      @Nullable String link,
      List<String> remarks)
      implements Outcome {
    public Accepted {
      body = StoredText.of(body);
      carrierOrderId =
          carrierOrderId == null ? null : StoredText.of(carrierOrderId, Ledger.LONGEST_CARRIER_ID);
      link = link == null ? null : StoredText.of(link);
      remarks = remarks.stream().map(StoredText::of).toList();
    }
  }

  /**
   * The carrier rejected the order: a 4xx that is about the order. It holds too where the body is
   * cut off.
   *
   * @param status 400 to 499
   * @param body what it answered, shortened
   * @param complaints at least one
   */
  record Rejected(int status, String body, List<CarrierError> complaints) implements Outcome {
    public Rejected {
      body = StoredText.of(body);
      complaints = complaints.stream().limit(MOST_COMPLAINTS).map(Rejected::kept).toList();
    }

    private static final int MOST_COMPLAINTS = 100;

    /** Whether it is about a field of the request. */
    boolean namesField() {
      return complaints.stream().anyMatch(carrierError -> carrierError.path() != null);
    }

    private static CarrierError kept(CarrierError carrierError) {
      String path = carrierError.path();
      return new CarrierError(
          path == null ? null : StoredText.of(path), StoredText.of(carrierError.words()));
    }
  }

  /**
   * A rejection that may be about a setting instead of the order, see {@link RejectionBrake}. The
   * order stays HELD.
   *
   * @param stop why the next orders would get the same response; null if that is not known
   */
  record Unexplained(Rejected rejection, @Nullable String stop) implements Outcome {}

  /**
   * The order was not processed and may be sent again: 429, 503 with {@code Retry-After}, a renewed
   * token, or a token endpoint that does not work.
   *
   * @param why in plain words
   * @param after how long the carrier asks to wait, zero for at once, null if it does not say; may
   *     be very long
   * @param sentToCarrier whether the carrier has seen a request, so that it counts for its limit
   */
  record Retryable(String why, @Nullable Duration after, boolean sentToCarrier)
      implements Outcome {}

  /**
   * The carrier was not reached: not a byte of the request left, or the server rejected the TLS
   * handshake.
   *
   * @param why in plain words
   */
  record NotSent(String why) implements Outcome {}

  /** The sender's permission was gone before the first byte; not a byte of the request left. */
  record Cancelled() implements Outcome {}

  /**
   * Nothing more can be sent to this carrier until a person has changed something. This order was
   * not processed.
   *
   * @param message what is wrong and what to set, in plain words
   */
  record CarrierBlocked(String message) implements Outcome {
    @Override
    public String stop() {
      return message;
    }
  }

  /**
   * The request has begun to leave and nobody knows whether it arrived.
   *
   * @param why in plain words
   * @param status null if there was no answer
   * @param body what came of the answer, shortened; null if nothing came
   * @param stop why the next orders would end the same way; null if that is not known
   */
  record InDoubt(String why, @Nullable Integer status, @Nullable String body, @Nullable String stop)
      implements Outcome {
    public InDoubt {
      why = StoredText.of(why);
      body = body == null ? null : StoredText.of(body);
    }

    InDoubt(String why, @Nullable Integer status, @Nullable String body) {
      this(why, status, body, null);
    }
  }
}
