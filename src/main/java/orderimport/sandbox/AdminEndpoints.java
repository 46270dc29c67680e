package orderimport.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints that show and change the sandbox itself. */
final class AdminEndpoints {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private AdminEndpoints() {}

  static void open(
      Routes routes,
      List<CarrierEndpoint> endpoints,
      FaultRules faultRules,
      Journal journal,
      SandboxClock clock) {
    routes.add("GET", "/sandbox/orders", exchange -> orders(journal, exchange));
    routes.add("GET", "/sandbox/requests", exchange -> requests(endpoints, exchange));
    routes.add("POST", "/sandbox/faults", exchange -> addFault(faultRules, exchange));
    routes.add("DELETE", "/sandbox/faults", exchange -> deleteFaults(faultRules, exchange));
    routes.add("POST", "/sandbox/cancel", exchange -> cancel(journal, clock, exchange));
    routes.add("GET", "/sandbox/clock", exchange -> time(clock).send(exchange));
    routes.add("POST", "/sandbox/clock", exchange -> advance(clock, exchange));
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

  private static void addFault(FaultRules faultRules, HttpExchange exchange) throws IOException {
    respond(
        exchange,
        FaultRule.class,
        faultRule -> {
          faultRules.add(faultRule);
          return HttpReply.of(204, "");
        });
  }

  private static void deleteFaults(FaultRules faultRules, HttpExchange exchange)
      throws IOException {
    faultRules.reset();
    HttpReply.of(204, "").send(exchange);
  }

  /**
   * The JSON of {@code POST /sandbox/cancel}.
   *
   * @param order the order's {@code order_ref} or the carrier's id
   */
  private record Cancellation(@Nullable String carrier, @Nullable String order) {}

  private static void cancel(Journal journal, SandboxClock clock, HttpExchange exchange)
      throws IOException {
    respond(
        exchange,
        Cancellation.class,
        cancellation ->
            journal.cancel(
                    required("carrier", cancellation.carrier()),
                    required("order", cancellation.order()),
                    clock.instant())
                ? HttpReply.of(204, "")
                : error(404, "There is no such order"));
  }

  /**
   * The JSON of {@code POST /sandbox/clock}.
   *
   * @param advance such as {@code P31D} or {@code PT20M}
   */
  private record ClockMove(@Nullable Duration advance) {}

  private static void advance(SandboxClock clock, HttpExchange exchange) throws IOException {
    respond(
        exchange,
        ClockMove.class,
        move -> {
          clock.advance(required("advance", move.advance()));
          return time(clock);
        });
  }

  private static HttpReply time(SandboxClock clock) {
    Map<String, Object> time = new TreeMap<>();
    time.put("now", clock.instant().toString());
    time.put("ahead", clock.ahead().toString());
    return HttpReply.of(200, JSON.writeValueAsString(time));
  }

  /** Responds to a body; with 400 if it is not of this type. */
  private static <T> void respond(
      HttpExchange exchange, Class<T> type, Function<T, HttpReply> response) throws IOException {
    HttpReply reply;
    try {
      T body = JSON.readValue(exchange.getRequestBody().readAllBytes(), type);
      reply = response.apply(required("The body", body));
    } catch (JacksonException e) {
      reply = error(400, e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      reply = error(400, String.valueOf(e.getMessage()));
    }
    reply.send(exchange);
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static HttpReply error(int status, String message) {
    return HttpReply.of(status, JSON.writeValueAsString(Map.of("error", message)));
  }
}
