package orderimport.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import orderimport.carrier.StubEndpoint;
import orderimport.sandbox.FaultRules.IncomingRequest;

/** Receives the requests of an endpoint beside the order request and applies the fault rules. */
final class StubEndpointHandler implements EndpointHandler {
  private final CarrierEndpoint carrierEndpoint;
  private final StubEndpoint stubEndpoint;
  private final FaultRules faultRules;

  StubEndpointHandler(
      CarrierEndpoint carrierEndpoint, StubEndpoint stubEndpoint, FaultRules faultRules) {
    this.carrierEndpoint = carrierEndpoint;
    this.stubEndpoint = stubEndpoint;
    this.faultRules = faultRules;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(CarrierEndpoint.LARGEST_BODY + 1);
    String path = exchange.getRequestURI().getPath();
    String id = Objects.requireNonNull(PathTemplate.of(stubEndpoint.path()).idIn(path));
    carrierEndpoint.counters().called(stubEndpoint);
    FaultRule rule =
        faultRules.next(
            new IncomingRequest(
                stubEndpoint.method(),
                path,
                stubEndpoint.path(),
                carrierEndpoint.carrier(),
                "",
                false));
    OrderHandler.respond(
        exchange,
        carrierEndpoint,
        rule,
        () ->
            carrierEndpoint.call(
                stubEndpoint, id, exchange.getRequestHeaders(), parameters(exchange), body));
  }

  /** The parameters of the query, decoded. */
  static Map<String, String> parameters(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    Map<String, String> parameters = new LinkedHashMap<>();
    if (query != null && !query.isEmpty()) {
      for (String parameter : query.split("&")) {
        String[] parts = parameter.split("=", 2);
        parameters.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
