package orderimport.carrier.telecomx;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orderimport.carrier.Carrier.AcceptedOrder;
import orderimport.carrier.Carrier.StubResponse;
import orderimport.carrier.StubEndpoint.Call;
import orderimport.carrier.StubState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The requests, with the documented parameters only. */
final class TelecomXStubRequests {
  private static final Set<String> PARAMETERS =
      Set.of("customer", "reseller", "offset", "limit", "filter", "state", "full");

  /** What an entry has without {@code full=true}; not documented. */
  private static final List<String> SHORT =
      List.of("_id", "type", "customer", "reseller", "address", "reference", "created");

  private TelecomXStubRequests() {}

  /** {@code GET /internet/request/ID}; its offers are spelled {@code offers}. */
  static StubResponse show(Call call, StubState state) {
    StubResponse unknown = AbstractTelecomXStub.unknown(call.parameters().keySet(), Set.of());
    return unknown != null
        ? unknown
        : state
            .order(TelecomXStub.CARRIER, TelecomXStub.number(call.id()))
            .map(order -> new StubResponse(200, shown(order, state.now()).toString()))
            .orElseGet(() -> AbstractTelecomXStub.error(404, "request", "Request not found"));
  }

  private static ObjectNode shown(AcceptedOrder order, Instant now) {
    ObjectNode request = TelecomXStub.request(order, now);
    JsonNode offers = request.remove("Offers");
    return offers == null ? request : request.set("offers", offers);
  }

  /** {@code GET /internet/request}. */
  static StubResponse list(Call call, StubState state) {
    Map<String, String> parameters = call.parameters();
    StubResponse invalid = AbstractTelecomXStub.unknown(parameters.keySet(), PARAMETERS);
    invalid =
        invalid == null ? AbstractTelecomXStub.outOfRange(parameters, "limit", 1, 500) : invalid;
    invalid =
        invalid == null
            ? AbstractTelecomXStub.outOfRange(parameters, "offset", 0, Integer.MAX_VALUE)
            : invalid;
    String limit = parameters.getOrDefault("limit", "100");
    String offset = parameters.getOrDefault("offset", "0");
    String selectedState = parameters.getOrDefault("state", "ANY");
    if (invalid != null) {
      return invalid;
    } else if (!Set.of("ANY", "NEW", "HAS_OFFER").contains(selectedState)) {
      return AbstractTelecomXStub.error(409, "state", "Value is not one of the permitted values.");
    }
    List<AcceptedOrder> selected =
        state.orders(TelecomXStub.CARRIER).stream()
            .filter(order -> isSelected(order, parameters))
            .filter(
                order ->
                    selectedState.equals("ANY")
                        || selectedState.equals("HAS_OFFER")
                            == TelecomXStub.request(order, state.now()).has("Offers"))
            .toList();
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("offset", Long.parseLong(offset));
    body.put("limit", Long.parseLong(limit));
    body.put("total", selected.size());
    var list = body.putArray("requests");
    selected.stream()
        .skip(Long.parseLong(offset))
        .limit(Long.parseLong(limit))
        .forEach(order -> list.add(entry(order, state.now(), parameters.getOrDefault("full", ""))));
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
  private static ObjectNode entry(AcceptedOrder order, Instant now, String full) {
    ObjectNode entry = TelecomXStub.request(order, now);
    if (entry.path("address") instanceof ObjectNode address && address.has("zip")) {
      address.put("zip", address.path("zip").asString());
    }
    return full.equals("true") ? entry : entry.retain(SHORT);
  }
}
