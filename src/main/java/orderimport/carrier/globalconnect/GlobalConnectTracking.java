package orderimport.carrier.globalconnect;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orderimport.carrier.ListedFields;
import orderimport.carrier.OrderTracking;
import orderimport.carrier.ResponseJson;
import orderimport.carrier.TrackingFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The link {@code self} of the create response, of which only the path is used: credentials go to
 * no other host. The links lack the prefix of the order path. The response presumably is that of
 * the create request.
 */
final class GlobalConnectTracking implements OrderTracking.ByOrder {
  private static final List<String> FLAGS =
      List.of(
          "offer",
          "delivery",
          "invoiceable",
          "active",
          "missing_info",
          "fault",
          "completed",
          "cancelled",
          "terminated");

  /** The path of the link {@code self}; null if the response has none. */
  static @Nullable String selfPath(String body) {
    if (ResponseJson.parse(body) == null) {
      return null;
    }
    for (JsonNode link : JsonMapper.shared().readTree(body).path("links")) {
      if ("self".equals(ListedFields.text(link, "rel"))) {
        return path(ListedFields.text(link, "href"));
      }
    }
    return null;
  }

  private static @Nullable String path(@Nullable String href) {
    try {
      String path = href == null ? null : URI.create(href).getRawPath();
      return path != null && isPlain(path) ? path : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether a path leads to no other place than it appears to. */
  private static boolean isPlain(String path) {
    return path.matches("/[A-Za-z0-9._~/-]+") && !path.contains("//") && !path.contains("..");
  }

  /**
   * The link's path below {@code base-url}: where the order path ends with the beginning of the
   * link, what precedes it in the order path is the prefix that the link lacks.
   */
  @Override
  public Optional<String> path(TrackedOrder order, String orderPath) {
    String link = order.trackingPath();
    if (link == null || !isPlain(link)) {
      return Optional.empty();
    }
    String collection = orderPath.replaceAll("/+$", "") + "/";
    int whole = link.indexOf(collection);
    if (whole >= 0) {
      return Optional.of(link.substring(whole));
    }
    for (int at = collection.indexOf('/', 1);
        at > 0 && at < collection.length() - 1;
        at = collection.indexOf('/', at + 1)) {
      if (link.startsWith(collection.substring(at))) {
        return Optional.of(collection.substring(0, at) + link);
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<OrderState> read(TrackedOrder order, String body, Instant now) {
    JsonNode response = TrackingFields.object(body, "id", order.carrierOrderId());
    String status =
        response == null
            ? null
            : ListedFields.text(response, "status_id", "status_text", "status_category");
    if (response == null || status == null) {
      return Optional.empty();
    }
    boolean completed = TrackingFields.isSet(response.path("completed"));
    boolean cancelled = TrackingFields.isSet(response.path("cancelled"));
    List<Detail> details =
        new ArrayList<>(
            TrackingFields.details(
                response,
                "status_text",
                "status_category",
                "requested_date",
                "estimated_date",
                "booking_date",
                "install_date",
                "completed_date",
                "connection_ids"));
    for (String flag : FLAGS) {
      if (TrackingFields.isSet(response.path(flag))) {
        details.add(new Detail(flag, "yes"));
      }
    }
    return Optional.of(
        new OrderState(
            status,
            completed || cancelled,
            completed && !cancelled
                ? ListedFields.time(ListedFields.text(response, "completed_date"))
                : null,
            details,
            List.of(),
            completed && !cancelled));
  }
}
