package orderimport.carrier.globalconnect;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import orderimport.carrier.Carrier.AcceptedOrder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far an order has come: the last of the {@link #STEPS} whose time has passed. The fourth is a
 * step back. A cancelled order keeps its step; one that was delivered is not cancelled.
 *
 * @param next the step that follows; null after the last, and for a cancelled order
 */
record GlobalConnectProgress(AcceptedOrder order, Step current, @Nullable Step next) {
  private static final Duration UNTIL_DELIVERY = Duration.ofDays(30);

  private static final List<Step> STEPS =
      List.of(
          new Step(Duration.ZERO, "LEAD", "Lead", "Lead"),
          new Step(Duration.ofDays(2), "DLNW", "Delivery new", "Delivery"),
          new Step(Duration.ofDays(5), "DLRD", "Delivery received", "Delivery"),
          new Step(Duration.ofDays(7), "DLNW", "Delivery new", "Delivery"),
          new Step(Duration.ofDays(9), "DLRD", "Delivery received", "Delivery"),
          // No status of a delivered order is documented: only its flag and date say so.
          new Step(UNTIL_DELIVERY, "DLRD", "Delivery received", "Delivery"));

  /** A status that an order has from this age on. */
  private record Step(Duration age, String id, String text, String category) {}

  static GlobalConnectProgress of(AcceptedOrder order, Instant now) {
    Instant cancelled = order.cancelled();
    Instant until = cancelled == null ? now : cancelled;
    int reached = 0;
    while (reached + 1 < STEPS.size() && order.hasAge(STEPS.get(reached + 1).age(), until)) {
      reached++;
    }
    boolean ended = cancelled != null || reached + 1 == STEPS.size();
    return new GlobalConnectProgress(
        order, STEPS.get(reached), ended ? null : STEPS.get(reached + 1));
  }

  private boolean delivered() {
    return current.age().equals(UNTIL_DELIVERY);
  }

  /** Sets the fields of the order that change. */
  void applyTo(ObjectNode response) {
    boolean received = current.id().equals("DLRD");
    status(response);
    response.put("status_text", current.text()).put("status_category", current.category());
    response.put("delivery", current.category().equals("Delivery") ? 1 : 0);
    response.put("completed", delivered() ? 1 : 0);
    response.put("active", delivered() ? 1 : 0);
    response.put("cancelled", order.cancelled() != null && !delivered() ? 1 : 0);
    if (current.category().equals("Delivery")) {
      response.put("estimated_date", date(UNTIL_DELIVERY));
    }
    if (received) {
      response.put("booking_date", date(current.age()));
      response.put("install_date", date(UNTIL_DELIVERY));
    }
    if (delivered()) {
      response.put("completed_date", date(UNTIL_DELIVERY));
    }
    response.path("new_lines").forEach(line -> status((ObjectNode) line));
    if (delivered()) {
      int index = 0;
      for (JsonNode connection : response.path("connection_ids")) {
        String id = "C%d-%d".formatted(order.number(), ++index);
        ((ObjectNode) connection).put("connection_id", id);
        ((ObjectNode) response.path("new_lines").path(index - 1)).put("connection_id", id);
      }
    }
  }

  private void status(ObjectNode node) {
    node.put("status_id", current.id());
  }

  private String date(Duration age) {
    return order.received().plus(age).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The possible transitions: to the next step, which only the carrier may do; none at the end. */
  ObjectNode transitions() {
    ObjectNode list = JsonMapper.shared().createObjectNode();
    var items = list.putArray("items");
    if (next != null) {
      ObjectNode item = items.addObject().put("id", STEPS.indexOf(next));
      item.put("new_status", next.id()).put("name", next.text()).put("system_use_only", 1);
      var texts = item.putArray("button_text");
      texts.addObject().put("language_id", 0).put("text", next.text());
      texts.addObject().put("language_id", 1).put("text", next.text());
    }
    return list;
  }
}
