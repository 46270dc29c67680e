package orderimport.carrier.telecomx;

import java.util.List;
import java.util.Map;
import java.util.Set;
import orderimport.carrier.Carrier.AcceptedOrder;
import orderimport.carrier.Carrier.StubList;
import orderimport.carrier.Carrier.StubResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The list of requests, with the documented parameters only. No request has an offer yet. */
final class TelecomXStubList implements StubList {
  private static final Set<String> PARAMETERS =
      Set.of("customer", "reseller", "offset", "limit", "filter", "state", "full");

  /** What an entry has without {@code full=true}; not documented. */
  private static final List<String> SHORT =
      List.of("_id", "type", "customer", "reseller", "address", "reference", "created");

  @Override
  public String path() {
    return TelecomXLookup.PATH;
  }

  @Override
  public StubResponse list(Map<String, String> parameters, List<AcceptedOrder> orders) {
    for (String name : parameters.keySet()) {
      if (!PARAMETERS.contains(name)) {
        return TelecomXStub.error(422, name, "Unknown parameter");
      }
    }
    String limit = parameters.getOrDefault("limit", "100");
    String offset = parameters.getOrDefault("offset", "0");
    String state = parameters.getOrDefault("state", "ANY");
    if (!limit.matches("[1-9]\\d{0,2}") || Integer.parseInt(limit) > 500) {
      return TelecomXStub.error(422, "limit", "Must be between 1 and 500");
    } else if (!offset.matches("\\d{1,9}")) {
      return TelecomXStub.error(422, "offset", "Must be at least 0");
    } else if (!Set.of("ANY", "NEW", "HAS_OFFER").contains(state)) {
      return TelecomXStub.error(409, "state", "Value is not one of the permitted values.");
    }
    List<AcceptedOrder> selected =
        orders.stream()
            .filter(order -> !state.equals("HAS_OFFER") && isSelected(order, parameters))
            .toList();
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("offset", Long.parseLong(offset));
    body.put("limit", Long.parseLong(limit));
    body.put("total", selected.size());
    var list = body.putArray("requests");
    selected.stream()
        .skip(Long.parseLong(offset))
        .limit(Long.parseLong(limit))
        .forEach(order -> list.add(entry(order, parameters.getOrDefault("full", ""))));
    return new StubResponse(200, body.toString());
  }

  private static boolean isSelected(AcceptedOrder order, Map<String, String> parameters) {
    JsonNode request = order.request();
    for (String owner : List.of("customer", "reseller")) {
      String id = parameters.get(owner);
      if (id != null && !id.equalsIgnoreCase(request.path(owner).asString(""))) {
        return false;
      }
    }
    return request
        .path("address")
        .path("address")
        .asString("")
        .contains(parameters.getOrDefault("filter", ""));
  }

  /** As in the documented example, the postcode is a text. */
  private static ObjectNode entry(AcceptedOrder order, String full) {
    ObjectNode entry = TelecomXStub.created(order.request(), order.number(), order.received());
    if (entry.path("address") instanceof ObjectNode address && address.has("zip")) {
      address.put("zip", address.path("zip").asString());
    }
    return full.equals("true") ? entry : entry.retain(SHORT);
  }
}
