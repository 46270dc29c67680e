package orderimport.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints that show the sandbox's state and set fault rules. */
final class AdminEndpoints {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private AdminEndpoints() {}

  static void open(
      Map<String, EndpointHandler> handlers,
      List<CarrierEndpoint> endpoints,
      FaultRules faultRules,
      Journal journal) {
    handlers.put("/sandbox/orders", exchange -> orders(journal, exchange));
    handlers.put("/sandbox/requests", exchange -> requests(endpoints, exchange));
    handlers.put("/sandbox/faults", exchange -> faults(faultRules, exchange));
  }

  private static void orders(Journal journal, HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      journal.copyTo(out);
    }
  }

  private static void requests(List<CarrierEndpoint> endpoints, HttpExchange exchange)
      throws IOException {
    Map<String, Object> counts = new TreeMap<>();
    endpoints.forEach(
        carrierEndpoint ->
            counts.put(carrierEndpoint.carrier(), carrierEndpoint.counters().counts()));
    HttpReply.of(200, JSON.writeValueAsString(counts)).send(exchange);
  }

  private static void faults(FaultRules faultRules, HttpExchange exchange) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        try {
          byte[] body = exchange.getRequestBody().readAllBytes();
          faultRules.add(JSON.readValue(body, FaultRule.class));
          HttpReply.of(204, "").send(exchange);
        } catch (JacksonException e) {
          String message = "This is not a fault rule: " + e.getOriginalMessage();
          HttpReply.of(400, JSON.writeValueAsString(Map.of("error", message))).send(exchange);
        }
      }
      case "DELETE" -> {
        faultRules.reset();
        HttpReply.of(204, "").send(exchange);
      }
      default -> HttpReply.of(405, "").send(exchange);
    }
  }
}
