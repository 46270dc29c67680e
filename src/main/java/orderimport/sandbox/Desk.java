package orderimport.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carrier.Answer;
import orderimport.carrier.Carrier.Complaint;
import orderimport.carrier.Carrier.StandIn;
import orderimport.carrier.Carrier.StandInAnswer;
import orderimport.carrier.CarrierSettings;
import orderimport.carrier.RequestJson;
import orderimport.carrier.RequestRules;
import orderimport.carrier.UnfitRequestException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes one carrier's orders, or refuses them. */
final class Desk {
  static final int LARGEST_BODY = 4 * 1024 * 1024;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Carrier carrier;
  private final StandIn standIn;
  private final RequestRules rules;
  private final SlidingWindow window;
  private final Clock clock;
  private final Journal journal;
  private final Counts counts = new Counts();

  Desk(
      Carrier carrier, CarrierSettings settings, RequestRules rules, Clock clock, Journal journal) {
    this.carrier = carrier;
    this.standIn = carrier.standIn();
    this.rules = rules;
    this.window = new SlidingWindow(settings.rateLimit(), clock);
    this.clock = clock;
    this.journal = journal;
  }

  String carrier() {
    return carrier.name();
  }

  Counts counts() {
    return counts;
  }

  /** The order's reference in a body; empty text if it has none. */
  String orderRef(byte[] body) {
    return parse(body).map(this::orderRef).orElse("");
  }

  private String orderRef(JsonNode request) {
    return request.path(carrier.orderRefPath()).asString("");
  }

  Reply fail(int status, String words) {
    return reply(standIn.fail(status, words));
  }

  /** Does what the carrier would. */
  Reply take(@Nullable String authorization, byte[] body) {
    if (standIn.wantsBearerToken() && !bearer(authorization)) {
      return fail(401, "Authentication failed");
    }
    Duration wait = window.admit();
    if (!wait.isZero()) {
      long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
      StandInAnswer tooMany = standIn.fail(429, "Too many requests");
      return new Reply(429, Map.of("Retry-After", Long.toString(seconds)), tooMany.body());
    }
    if (body.length > LARGEST_BODY) {
      return fail(413, "The request is too large");
    }
    return parse(body)
        .map(request -> order(request, text(body)))
        .orElseGet(() -> fail(400, "The request is not JSON"));
  }

  private static boolean bearer(@Nullable String authorization) {
    return authorization != null && authorization.matches("(?i)bearer\\s+\\S+");
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

  private Reply order(JsonNode request, String text) {
    List<Complaint> complaints = complaints(text);
    if (!complaints.isEmpty()) {
      return reply(standIn.refuse(complaints));
    }
    long number = journal.nextNumber();
    StandInAnswer answer = standIn.accept(request, number, clock.instant());
    if (answer.status() < 300
        && carrier.readSuccess(answer.status(), answer.body()) instanceof Answer.Accepted order) {
      journal.accepted(number, carrier.name(), orderRef(request), order.carrierOrderId(), request);
      counts.accepted();
    }
    return reply(answer);
  }

  private List<Complaint> complaints(String text) {
    try {
      return rules.check(RequestJson.read(text, carrier.requestType())).stream()
          .filter(rule -> !rule.warning())
          .map(rule -> new Complaint(rule.path().isEmpty() ? null : rule.path(), rule.message()))
          .toList();
    } catch (UnfitRequestException e) {
      return List.of(e.complaint());
    }
  }

  private static Reply reply(StandInAnswer answer) {
    return Reply.of(answer.status(), answer.body());
  }
}
