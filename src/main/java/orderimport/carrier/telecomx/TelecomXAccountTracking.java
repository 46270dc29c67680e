package orderimport.carrier.telecomx;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import orderimport.carrier.ListedFields;
import orderimport.carrier.OrderTracking;
import orderimport.carrier.TrackingFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code GET /internet/account/ID}: the account that an offer was ordered as. */
final class TelecomXAccountTracking implements OrderTracking.ByOrder {
  private static final String DELIVERED = "ACTIVE";
  private static final Set<String> FINAL = Set.of(DELIVERED, "CANCELLED");

  /** The path of one item; empty without an id. */
  static Optional<String> path(String collection, @Nullable String id) {
    return id == null || id.isBlank()
        ? Optional.empty()
        : Optional.of(
            collection + URLEncoder.encode(id.strip(), StandardCharsets.UTF_8).replace("+", "%20"));
  }

  @Override
  public Optional<String> path(TrackedOrder order, String orderPath) {
    return path("/internet/account/", order.carrierOrderId());
  }

  @Override
  public Optional<OrderState> read(TrackedOrder order, String body, Instant now) {
    JsonNode account = TrackingFields.object(body, "_id", order.carrierOrderId());
    String state = account == null ? null : ListedFields.text(account, "state");
    if (account == null || state == null) {
      return Optional.empty();
    }
    String word = state.toUpperCase(Locale.ROOT);
    return Optional.of(
        new OrderState(
            state,
            FINAL.contains(word),
            word.equals("ORDERED")
                ? ListedFields.time(ListedFields.text(account, "orderDate"))
                : null,
            TrackingFields.details(
                account, "circuit", "type", "product", "orderDate", "startDate", "terminationDate"),
            List.of(),
            word.equals(DELIVERED)));
  }
}
