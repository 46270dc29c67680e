package orderimport.carrier;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orderimport.carrier.OrderLookup.ListedOrder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a carrier is asked for the state of an accepted order: with a request for each order, or by
 * its list of orders. Implementations are stateless and do nothing but describe; the program sends
 * the requests, within the rate limit, and stores what the carrier states.
 */
public sealed interface OrderTracking {

  /** A carrier that is asked with a GET request for each order. */
  non-sealed interface ByOrder extends OrderTracking {

    /**
     * The path of the request below {@code base-url}, with a leading slash, encoded.
     *
     * @param orderPath the configured path of the order request
     * @return empty if the carrier cannot be asked for this order
     */
    Optional<String> path(TrackedOrder order, String orderPath);

    /**
     * Reads the complete body of a 2xx response.
     *
     * @param now the current time
     * @return empty if the response is not certainly about this order, as with an error message
     */
    Optional<OrderState> read(TrackedOrder order, String body, Instant now);
  }

  /** A carrier that is asked by its list of orders. */
  non-sealed interface ByList extends OrderTracking {

    /** The pages of the list. */
    OrderLookup list();

    /** All ids of an entry, one of which may be that of the create response. */
    Set<String> ids(ListedOrder listed);

    /** What an entry states; empty if it states no state. */
    Optional<OrderState> read(ListedOrder listed);
  }

  /**
   * An accepted order.
   *
   * @param carrierOrderId the carrier's id; null if its response had none
   * @param trackingPath the path of the link to the order itself in the carrier's response; null if
   *     it had none
   * @param request as it was sent
   * @param sentAt when the last attempt began
   */
  record TrackedOrder(
      @Nullable String carrierOrderId,
      @Nullable String trackingPath,
      JsonNode request,
      Instant sentAt) {}

  /**
   * The state of an order at its carrier.
   *
   * @param status as the carrier spells it, or derived as the carrier documents
   * @param isFinal whether the state does not change any more; never for a state that is not
   *     documented
   * @param since since when, as the carrier states it; null if it does not
   * @param details such as dates and connection ids, in the carrier's words
   * @param offers what can be ordered next; empty for nothing
   * @param isDelivered whether the service that was ordered works
   */
  record OrderState(
      String status,
      boolean isFinal,
      @Nullable Instant since,
      List<Detail> details,
      List<Offer> offers,
      boolean isDelivered) {

    /** A state in which nothing is delivered. */
    public OrderState(
        String status,
        boolean isFinal,
        @Nullable Instant since,
        List<Detail> details,
        List<Offer> offers) {
      this(status, isFinal, since, details, offers, false);
    }

    public OrderState {
      details = List.copyOf(details);
      offers = List.copyOf(offers);
    }
  }

  /** A field of a response and its value as text. */
  record Detail(String name, String value) {}

  /**
   * An offer that is ordered by a row of another form.
   *
   * @param carrier the form's name in the column {@code carrier}
   * @param cells in the order of the columns
   */
  record Offer(String carrier, List<OfferCell> cells) {
    public Offer {
      cells = List.copyOf(cells);
    }
  }

  /**
   * A cell of the row that orders on an offer.
   *
   * @param heading of a column; one that begins with {@code _} is for information only
   * @param value may be empty
   */
  record OfferCell(String heading, String value, boolean isNumber) {}
}
