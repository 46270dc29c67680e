package orderimport.carrier.granite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orderimport.carrier.Carrier.Complaint;
import orderimport.carrier.Carrier.StandIn;
import orderimport.carrier.Carrier.StandInAnswer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as documented in "Response" and "Errors". A quote or location of zeros alone, and an
 * account of zeros alone, is one that Granite does not find.
 */
final class GraniteStandIn implements StandIn {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public boolean wantsBearerToken() {
    return true;
  }

  @Override
  public StandInAnswer accept(JsonNode request, long number, Instant now) {
    List<Complaint> notFound = notFound(request);
    if (!notFound.isEmpty()) {
      return answer(404, "Not Found", notFound);
    }
    String digits = Long.toString(number, 36).toUpperCase(Locale.ROOT);
    var answer = JSON.createObjectNode();
    answer.put("opportunity_id", "OPP-" + digits);
    answer.put("order_status", "submitted");
    answer.put("quote_id", "Q-" + request.path("quote_request_id").asString().substring(0, 8));
    return new StandInAnswer(200, answer.toString());
  }

  private static List<Complaint> notFound(JsonNode request) {
    List<Complaint> notFound = new ArrayList<>();
    look(request, "", "quote_request_id", notFound);
    JsonNode items = request.path("order_items");
    for (int i = 0; i < items.size(); i++) {
      String item = "order_items[%d].".formatted(i);
      look(items.get(i), item, "location_id", notFound);
      look(items.get(i), item, "account_macnum", notFound);
    }
    return notFound;
  }

  private static void look(JsonNode in, String path, String field, List<Complaint> notFound) {
    if (in.path(field).asString("").matches("[0-]+")) {
      notFound.add(new Complaint(path + field, "was not found."));
    }
  }

  @Override
  public StandInAnswer refuse(List<Complaint> complaints) {
    return answer(400, "Bad Request", complaints);
  }

  @Override
  public StandInAnswer fail(int status, String words) {
    return answer(status, words, List.of());
  }

  private static StandInAnswer answer(int status, String error, List<Complaint> complaints) {
    Map<String, List<String>> errors = new LinkedHashMap<>();
    for (Complaint complaint : complaints) {
      String field = complaint.path() == null ? "non_field_errors" : complaint.path();
      errors.computeIfAbsent(field, key -> new ArrayList<>()).add(complaint.words());
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    if (!errors.isEmpty()) {
      body.put("errors", errors);
    }
    return new StandInAnswer(status, JSON.writeValueAsString(body));
  }
}
