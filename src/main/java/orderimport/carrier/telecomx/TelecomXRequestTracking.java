package orderimport.carrier.telecomx;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orderimport.carrier.ListedFields;
import orderimport.carrier.OrderTracking;
import orderimport.carrier.TrackingFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * {@code GET /internet/request/ID}. A request has no status. It follows from the fields: {@code
 * NEW} without and {@code HAS_OFFER} with offers, as the list of requests can be filtered; {@code
 * answered} once that time is set; {@code expired} 30 days after it.
 */
final class TelecomXRequestTracking implements OrderTracking.ByOrder {
  static final Duration OFFER_PERIOD = Duration.ofDays(30);

  /** The form that orders on an offer. */
  private static final String OFFER_FORM = "telecomx-offer";

  private static final List<String> PRICES =
      List.of(
          "initiationCost",
          "initiationWholesale",
          "initiationCustomer",
          "monthlyCost",
          "monthlyWholesale",
          "monthlyCustomer");

  @Override
  public Optional<String> path(TrackedOrder order, String orderPath) {
    return TelecomXAccountTracking.path("/internet/request/", order.carrierOrderId());
  }

  @Override
  public Optional<OrderState> read(TrackedOrder order, String body, Instant now) {
    JsonNode request = TrackingFields.object(body, "_id", order.carrierOrderId());
    if (request == null) {
      return Optional.empty();
    }
    JsonNode offers = offers(request);
    String answeredText = ListedFields.text(request, "answered");
    Instant answered = ListedFields.time(answeredText);
    Instant expires = answered == null ? null : answered.plus(OFFER_PERIOD);
    boolean expired = expires != null && !now.isBefore(expires);
    List<Detail> details = new ArrayList<>();
    details.add(new Detail("offers", String.valueOf(offers.size())));
    details.addAll(TrackingFields.details(request, "answered"));
    if (expires != null) {
      details.add(new Detail("expires", day(expires)));
    }
    String other = otherState(request);
    if (other != null) {
      return Optional.of(new OrderState(other, false, null, details, List.of()));
    }
    String status =
        expired
            ? "expired"
            : answeredText != null ? "answered" : offers.isEmpty() ? "NEW" : "HAS_OFFER";
    return Optional.of(
        new OrderState(
            status,
            expired,
            expired ? expires : answered,
            details,
            expired || answeredText == null ? List.of() : toOrder(request, offers, expires)));
  }

  /** A state that is not documented; null without one. */
  private static @Nullable String otherState(JsonNode request) {
    String state = ListedFields.text(request, "state", "status");
    return state == null || state.matches("(?i)NEW|HAS_OFFER") ? null : state;
  }

  /**
   * The field is {@code offers} in one place of the documentation and {@code Offers} in another.
   */
  private static JsonNode offers(JsonNode request) {
    for (String name : List.of("offers", "Offers")) {
      if (request.path(name).isArray()) {
        return request.path(name);
      }
    }
    return MissingNode.getInstance();
  }

  private static String day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
  }

  private static List<Offer> toOrder(JsonNode request, JsonNode offers, @Nullable Instant expires) {
    List<Offer> toOrder = new ArrayList<>();
    for (JsonNode offer : offers) {
      String id = ListedFields.text(offer, "_id");
      if (id != null) {
        List<OfferCell> cells = new ArrayList<>();
        cells.add(text("request", TrackingFields.value(request.path("_id"))));
        cells.add(text("offer", id));
        cells.add(text("customer", customer(request.path("customer"))));
        cells.add(text("provider", TrackingFields.value(offer.path("providerName"))));
        cells.add(text("product", TrackingFields.value(offer.path("product"))));
        cells.add(number("setup_price", price(offer, "initiation")));
        cells.add(number("monthly_price", price(offer, "monthly")));
        cells.add(number("commitment", TrackingFields.value(offer.path("commitment"))));
        cells.add(text("expires", expires == null ? "" : day(expires)));
        for (String name : PRICES) {
          cells.add(number("_" + name, TrackingFields.value(offer.path(name))));
        }
        cells.add(text("_providerOfferId", TrackingFields.value(offer.path("providerOfferId"))));
        toOrder.add(new Offer(OFFER_FORM, cells));
      }
    }
    return toOrder;
  }

  private static OfferCell text(String heading, String value) {
    return new OfferCell(heading, value, false);
  }

  /** What the carrier states otherwise than in digits stays a text. */
  private static OfferCell number(String heading, String value) {
    return new OfferCell(heading, value, value.matches("\\d{1,12}(\\.\\d{1,6})?"));
  }

  /** An id; in some responses such fields are objects. */
  private static String customer(JsonNode customer) {
    String id = customer.isObject() ? ListedFields.text(customer, "_id", "id") : null;
    return id == null ? TrackingFields.value(customer) : id;
  }

  /** The price for the customer; without one that for the reseller, else that for TelecomX. */
  private static String price(JsonNode offer, String kind) {
    for (String payer : List.of("Customer", "Wholesale", "Cost")) {
      String price = TrackingFields.value(offer.path(kind + payer));
      if (!price.isEmpty()) {
        return price;
      }
    }
    return "";
  }
}
