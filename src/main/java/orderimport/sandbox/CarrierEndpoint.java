package orderimport.sandbox;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import orderimport.carrier.BrokenRule;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.Carrier.CarrierStub;
import orderimport.carrier.Carrier.OrderResponse;
import orderimport.carrier.Carrier.StubResponse;
import orderimport.carrier.RequestFormatException;
import orderimport.carrier.RequestJson;
import orderimport.carrier.RequestValidator;
import orderimport.carrier.StubEndpoint;
import orderimport.carrier.StubEndpoint.Call;
import orderimport.problem.TextRenderer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Responds to the requests of one carrier. */
final class CarrierEndpoint {
  static final int LARGEST_BODY = 4 * 1024 * 1024;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Carrier carrier;
  private final CarrierStub carrierStub;
  private final RequestValidator rules;
  private final SlidingWindow window;
  private final SandboxState state;
  private final Credentials credentials;
  private final RequestCounters requestCounters = new RequestCounters();

  /**
   * @param window the rate limits of the carrier's connection
   */
  CarrierEndpoint(
      Carrier carrier, SandboxState state, RequestValidator rules, SlidingWindow window) {
    this.carrier = carrier;
    this.carrierStub = carrier.stub();
    this.rules = rules;
    this.window = window;
    this.state = state;
    this.credentials = new Credentials(carrierStub, state.settings().auth(), state.issuedTokens());
  }

  String carrier() {
    return carrier.name();
  }

  RequestCounters counters() {
    return requestCounters;
  }

  /** The order reference in a request body; empty if absent. */
  String orderRef(byte[] body) {
    return parse(body).map(this::orderRef).orElse("");
  }

  private String orderRef(JsonNode request) {
    String path = carrier.orderRefPath();
    return path == null ? "" : request.path(path).asString("");
  }

  HttpReply error(int status, String message) {
    return reply(carrierStub.error(status, message));
  }

  /** The endpoints beside the order request. */
  List<StubEndpoint> endpoints() {
    return carrierStub.endpoints();
  }

  /**
   * Responds to a request of an endpoint as the carrier would.
   *
   * @param id the text at {@code {id}} of the endpoint's path
   */
  HttpReply call(
      StubEndpoint endpoint,
      String id,
      Headers headers,
      Map<String, String> parameters,
      byte[] body) {
    HttpReply notAdmitted = endpoint.issuesCredentials() ? null : admit(headers, parameters);
    if (notAdmitted != null) {
      return notAdmitted;
    }
    Map<String, String> others = credentials.others(parameters);
    if (endpoint.method().equals("GET")) {
      Call call = new Call(id, others, MissingNode.getInstance());
      return reply(endpoint.operation().respond(call, state));
    } else if (endpoint.isForm()) {
      return TokenForm.read(headers, body)
          .map(form -> reply(endpoint.operation().respond(new Call(id, others, form), state)))
          .orElseGet(() -> HttpReply.of(400, "{\"error\":\"invalid_request\"}"));
    }
    return json(
        body, request -> reply(endpoint.operation().respond(new Call(id, others, request), state)));
  }

  /** Responds to an order as the carrier would. */
  HttpReply accept(Headers headers, Map<String, String> parameters, byte[] body) {
    HttpReply notAdmitted = admit(headers, parameters);
    return notAdmitted == null
        ? json(body, request -> order(request, text(body), headers))
        : notAdmitted;
  }

  private HttpReply json(byte[] body, Function<JsonNode, HttpReply> response) {
    if (body.length > LARGEST_BODY) {
      return error(413, "The request is too large");
    }
    return parse(body).map(response).orElseGet(() -> error(400, "The request is not JSON"));
  }

  /** The response to a request without credentials or over the rate limit; null to admit it. */
  private @Nullable HttpReply admit(Headers headers, Map<String, String> parameters) {
    StubResponse unauthorized = credentials.reject(headers, parameters);
    if (unauthorized != null) {
      return reply(unauthorized);
    }
    Duration wait = window.admit();
    if (!wait.isZero()) {
      long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
      StubResponse tooMany = carrierStub.error(429, "Too many requests");
      return new HttpReply(429, Map.of("Retry-After", Long.toString(seconds)), tooMany.body());
    }
    return null;
  }

  private static Optional<JsonNode> parse(byte[] body) {
    try {
      return Optional.of(JSON.readTree(text(body))).filter(JsonNode::isObject);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private HttpReply order(JsonNode request, String text, Headers headers) {
    List<CarrierError> errors = errors(text);
    carrier
        .headers()
        .of(text)
        .forEach(
            (name, value) -> {
              if (!value.equals(headers.getFirst(name))) {
                errors.add(
                    new CarrierError(null, "The header %s is not %s".formatted(name, value)));
              }
            });
    if (!errors.isEmpty()) {
      return reply(carrierStub.rejection(errors));
    }
    synchronized (state.journal()) {
      long number = state.journal().nextNumber();
      StubResponse response = carrierStub.accept(request, number, state);
      if (response.status() < 300
          && carrier.readSuccess(response.status(), response.body())
              instanceof OrderResponse.Accepted order) {
        state
            .journal()
            .accepted(
                number,
                carrier.name(),
                orderRef(request),
                order.carrierOrderId(),
                state.now(),
                request);
        requestCounters.accepted();
      }
      return reply(response);
    }
  }

  private static String message(BrokenRule rule) {
    String field = rule.path().isEmpty() ? "The order" : rule.path();
    return TextRenderer.ENGLISH.render(rule.kind().text(rule.arguments().toArray()).about(field));
  }

  private List<CarrierError> errors(String text) {
    try {
      return rules.check(RequestJson.read(text, carrier.requestType())).stream()
          .filter(rule -> !rule.warning())
          .map(rule -> new CarrierError(rule.path().isEmpty() ? null : rule.path(), message(rule)))
          .collect(Collectors.toCollection(ArrayList::new));
    } catch (RequestFormatException e) {
      return new ArrayList<>(List.of(e.error()));
    }
  }

  private static HttpReply reply(StubResponse response) {
    return HttpReply.of(response.status(), response.body());
  }
}
