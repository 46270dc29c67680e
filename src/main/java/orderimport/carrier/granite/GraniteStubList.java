package orderimport.carrier.granite;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import orderimport.carrier.Carrier.AcceptedOrder;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.Carrier.StubResponse;
import orderimport.carrier.StubEndpoint.Call;
import orderimport.carrier.StubState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The orders list, with the documented parameters only. An order is pending after {@link
 * #PENDING_AFTER} and completed after {@link #COMPLETED_AFTER}, unless it is cancelled before.
 */
final class GraniteStubList {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PENDING_AFTER = Duration.ofDays(1);
  private static final Duration COMPLETED_AFTER = Duration.ofDays(14);
  private static final Set<String> STATUSES =
      Set.of("draft", "submitted", "pending", "canceled", "completed");
  private static final Set<String> PARAMETERS =
      Set.of(
          "page",
          "page_size",
          "status",
          "requester",
          "start_date",
          "search",
          "sort_field",
          "sort_order",
          "granted_tenant_macnum");

  private GraniteStubList() {}

  static StubResponse list(Call call, StubState state) {
    Map<String, String> parameters = call.parameters();
    List<CarrierError> errors = check(parameters);
    if (!errors.isEmpty()) {
      return GraniteStub.response(400, "Bad Request", errors);
    }
    List<AcceptedOrder> selected =
        new ArrayList<>(
            state.orders("granite").stream()
                .filter(order -> isSelected(order, state.now(), parameters))
                .toList());
    if (!parameters.getOrDefault("sort_order", "desc").equals("asc")) {
      Collections.reverse(selected);
    }
    int page = Integer.parseInt(parameters.getOrDefault("page", "1"));
    int size = Integer.parseInt(parameters.getOrDefault("page_size", "20"));
    ObjectNode body = JSON.createObjectNode();
    body.put("page", page).put("page_size", size).put("total", selected.size());
    var list = body.putArray("orders");
    selected.stream()
        .skip((long) (page - 1) * size)
        .limit(size)
        .forEach(order -> list.add(entry(order, state.now())));
    return new StubResponse(200, body.toString());
  }

  private static List<CarrierError> check(Map<String, String> parameters) {
    List<CarrierError> errors = new ArrayList<>();
    parameters.keySet().stream()
        .filter(name -> !PARAMETERS.contains(name))
        .forEach(name -> errors.add(new CarrierError(name, "is not a parameter.")));
    checkNumber(parameters, "page", 1_000_000, errors);
    checkNumber(parameters, "page_size", 100, errors);
    if (!STATUSES.containsAll(List.of(parameters.getOrDefault("status", "draft").split(",")))) {
      errors.add(new CarrierError("status", "is not a status."));
    }
    if (!Set.of("asc", "desc").contains(parameters.getOrDefault("sort_order", "desc"))) {
      errors.add(new CarrierError("sort_order", "must be asc or desc."));
    }
    if (!parameters.getOrDefault("sort_field", "created_at").equals("created_at")) {
      errors.add(new CarrierError("sort_field", "must be created_at."));
    }
    try {
      LocalDate.parse(parameters.getOrDefault("start_date", "2018-01-01"));
    } catch (DateTimeException e) {
      errors.add(new CarrierError("start_date", "must be a date."));
    }
    return errors;
  }

  private static void checkNumber(
      Map<String, String> parameters, String name, int most, List<CarrierError> errors) {
    String number = parameters.getOrDefault(name, "1");
    if (!number.matches("[1-9]\\d{0,6}") || Integer.parseInt(number) > most) {
      errors.add(new CarrierError(name, "must be from 1 to %d.".formatted(most)));
    }
  }

  private static boolean isSelected(
      AcceptedOrder order, Instant now, Map<String, String> parameters) {
    JsonNode request = order.request();
    String start = parameters.get("start_date");
    String status = parameters.get("status");
    String search = parameters.getOrDefault("search", "").toLowerCase(Locale.ROOT);
    return (start == null
            || !order
                .received()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .isBefore(LocalDate.parse(start)))
        && (status == null || List.of(status.split(",")).contains(status(order, now)))
        && matches(request, parameters, "requester")
        && matches(request, parameters, "granted_tenant_macnum")
        && List.of("order_name", "requester", "customer_name").stream()
            .anyMatch(
                field ->
                    request.path(field).asString("").toLowerCase(Locale.ROOT).contains(search));
  }

  private static String status(AcceptedOrder order, Instant now) {
    Instant cancelled = order.cancelled();
    if (cancelled != null && !order.hasAge(COMPLETED_AFTER, cancelled)) {
      return "canceled";
    } else if (order.hasAge(COMPLETED_AFTER, now)) {
      return "completed";
    }
    return order.hasAge(PENDING_AFTER, now) ? "pending" : "submitted";
  }

  private static boolean matches(JsonNode request, Map<String, String> parameters, String field) {
    String value = parameters.get(field);
    return value == null || value.equals(request.path(field).asString(""));
  }

  private static ObjectNode entry(AcceptedOrder order, Instant now) {
    JsonNode request = order.request();
    ObjectNode entry = JSON.createObjectNode();
    entry.put(
        "id",
        UUID.nameUUIDFromBytes(Long.toString(order.number()).getBytes(StandardCharsets.UTF_8))
            .toString());
    entry.put("order_number", order.number());
    entry.put("order_name", request.path("order_name").asString(""));
    entry.put("status", status(order, now));
    entry.put("total_amount", 0);
    entry.put("requester", request.path("requester").asString(""));
    entry.put("customer_name", request.path("customer_name").asString(""));
    entry.put("created_at", order.received().truncatedTo(ChronoUnit.MILLIS).toString());
    Set<String> locations = new LinkedHashSet<>();
    request
        .path("order_items")
        .forEach(item -> locations.add(item.path("location_id").asString("")));
    var list = entry.putArray("locations");
    locations.forEach(location -> list.addObject().put("location_id", location));
    return entry;
  }
}
