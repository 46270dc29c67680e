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

/** What the sandbox tells about itself, and where it is told to misbehave. */
final class AdminEndpoints {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private AdminEndpoints() {}

  static void open(
      Map<String, EndpointHandler> doors,
      List<CarrierEndpoint> desks,
      FaultRules faultRules,
      Journal journal) {
    doors.put("/sandbox/orders", exchange -> orders(journal, exchange));
    doors.put("/sandbox/requests", exchange -> requests(desks, exchange));
    doors.put("/sandbox/misbehave", exchange -> misbehave(faultRules, exchange));
  }

  private static void orders(Journal journal, HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      journal.copyTo(out);
    }
  }

  private static void requests(List<CarrierEndpoint> desks, HttpExchange exchange)
      throws IOException {
    Map<String, Object> figures = new TreeMap<>();
    desks.forEach(
        carrierEndpoint ->
            figures.put(carrierEndpoint.carrier(), carrierEndpoint.counts().figures()));
    HttpReply.of(200, JSON.writeValueAsString(figures)).send(exchange);
  }

  private static void misbehave(FaultRules faultRules, HttpExchange exchange) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        try {
          byte[] body = exchange.getRequestBody().readAllBytes();
          faultRules.order(JSON.readValue(body, FaultRule.class));
          HttpReply.of(204, "").send(exchange);
        } catch (JacksonException e) {
          String words = "This is no misbehaviour: " + e.getOriginalMessage();
          HttpReply.of(400, JSON.writeValueAsString(Map.of("error", words))).send(exchange);
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
