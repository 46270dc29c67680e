package orderimport.carrier.granite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.Carrier.CarrierStub;
import orderimport.carrier.Carrier.StubResponse;
import orderimport.carrier.StubEndpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Responds as documented in "Response" and "Errors". A quote, location or account id of only zeros
 * does not exist.
 */
final class GraniteStub implements CarrierStub {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public boolean requiresBearerToken() {
    return true;
  }

  @Override
  public StubResponse accept(JsonNode request, long number, Instant now) {
    List<CarrierError> notFound = notFound(request);
    if (!notFound.isEmpty()) {
      return response(404, "Not Found", notFound);
    }
    String digits = Long.toString(number, 36).toUpperCase(Locale.ROOT);
    var response = JSON.createObjectNode();
    response.put("opportunity_id", "OPP-" + digits);
    response.put("order_status", "submitted");
    response.put("quote_id", "Q-" + request.path("quote_request_id").asString().substring(0, 8));
    return new StubResponse(200, response.toString());
  }

  private static List<CarrierError> notFound(JsonNode request) {
    List<CarrierError> notFound = new ArrayList<>();
    check(request, "", "quote_request_id", notFound);
    JsonNode items = request.path("order_items");
    for (int i = 0; i < items.size(); i++) {
      String item = "order_items[%d].".formatted(i);
      check(items.get(i), item, "location_id", notFound);
      check(items.get(i), item, "account_macnum", notFound);
    }
    return notFound;
  }

  private static void check(JsonNode node, String path, String field, List<CarrierError> notFound) {
    if (node.path(field).asString("").matches("[0-]+")) {
      notFound.add(new CarrierError(path + field, "was not found."));
    }
  }

  @Override
  public List<StubEndpoint> endpoints() {
    return List.of(
        StubEndpoint.get(GraniteLookup.PATH, GraniteStubList::list),
        StubEndpoint.tokens(GraniteStubTokens.PATH, GraniteStubTokens::issue));
  }

  @Override
  public StubResponse rejection(List<CarrierError> errors) {
    return response(400, "Bad Request", errors);
  }

  @Override
  public StubResponse error(int status, String message) {
    return response(status, message, List.of());
  }

  static StubResponse response(int status, String error, List<CarrierError> carrierErrors) {
    Map<String, List<String>> errors = new LinkedHashMap<>();
    for (CarrierError carrierError : carrierErrors) {
      String field = carrierError.path() == null ? "non_field_errors" : carrierError.path();
      errors.computeIfAbsent(field, key -> new ArrayList<>()).add(carrierError.message());
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    if (!errors.isEmpty()) {
      body.put("errors", errors);
    }
    return new StubResponse(status, JSON.writeValueAsString(body));
  }
}
