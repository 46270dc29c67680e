package orderimport.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists a carrier's accepted orders and applies the fault rules. */
final class ListHandler implements EndpointHandler {
  private final CarrierEndpoint carrierEndpoint;
  private final FaultRules faultRules;
  private final @Nullable EndpointHandler otherMethods;

  /**
   * @param otherMethods handles the requests of the same path that are not a GET; null if none does
   */
  ListHandler(
      CarrierEndpoint carrierEndpoint,
      FaultRules faultRules,
      @Nullable EndpointHandler otherMethods) {
    this.carrierEndpoint = carrierEndpoint;
    this.faultRules = faultRules;
    this.otherMethods = otherMethods;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("GET")) {
      if (otherMethods != null) {
        otherMethods.handle(exchange);
        return;
      }
      HttpReply notAllowed = carrierEndpoint.error(405, "Only GET is allowed here");
      new HttpReply(405, Map.of("Allow", "GET"), notAllowed.body()).send(exchange);
      return;
    }
    carrierEndpoint.counters().listed();
    FaultRule rule = faultRules.next("GET", carrierEndpoint.carrier(), "");
    OrderHandler.respond(
        exchange,
        carrierEndpoint,
        rule,
        () ->
            carrierEndpoint.list(
                exchange.getRequestHeaders(), parameters(exchange.getRequestURI().getRawQuery())));
  }

  private static Map<String, String> parameters(@Nullable String query) {
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
