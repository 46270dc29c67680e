package orderimport.placement.auth;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.placement.Outcome;
import orderimport.placement.http.CarrierHttpClient;
import orderimport.placement.http.HttpResult;
import orderimport.placement.http.ResponseText;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests tokens from a server; each request is a new one. */
abstract class TokenSource {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The fields in which servers explain an error beside its code. */
  private static final List<String> DESCRIPTIONS =
      List.of("error_description", "errorSummary", "message", "detail", "title");

  final AuthPropertyNames propertyNames;
  private final CarrierHttpClient carrierHttpClient;

  TokenSource(AuthPropertyNames propertyNames, CarrierHttpClient carrierHttpClient) {
    this.propertyNames = propertyNames;
    this.carrierHttpClient = carrierHttpClient;
  }

  /** Why no token can be requested; empty if the settings are complete. */
  abstract Optional<Outcome.CarrierBlocked> incomplete();

  /** The token request; the settings are complete. */
  abstract HttpPost request();

  /** Reads a 2xx response; null if it contains no token that can be sent. */
  abstract @Nullable TokenResponse read(JsonNode body);

  /** The outcome when the server rejects the request, as quoted; names the settings to check. */
  abstract Outcome.CarrierBlocked rejected(HttpResult.Response response, String quoted);

  /** The reason when the server issues no token for now. */
  abstract Text unavailable(Text why);

  /**
   * The outcome when the carrier rejects a token that was just issued.
   *
   * @param scope null if it is not known
   */
  abstract Outcome.CarrierBlocked rejectedAfterRefresh(@Nullable String scope);

  /** Masks our secrets in a text of the server. */
  abstract String mask(String text);

  /** The secrets of the settings that the carrier may echo. */
  abstract String[] secrets();

  final TokenResponse fetch() {
    Optional<Outcome.CarrierBlocked> incomplete = incomplete();
    if (incomplete.isPresent()) {
      return new TokenResponse.Failed(incomplete.get());
    }
    HttpResult result = send(carrierHttpClient);
    if (result instanceof HttpResult.Response response) {
      return response.family() == 2 ? issued(response) : failed(response);
    } else if (result instanceof HttpResult.ProxyRejected proxy) {
      return new TokenResponse.Failed(new Outcome.CarrierBlocked(proxy.why()));
    } else if (result instanceof HttpResult.NotSent notSent) {
      return retryable(notSent.why(), null);
    } else if (result instanceof HttpResult.ConnectionLost lost) {
      return retryable(lost.why(), null);
    }
    return retryable(Reason.NO_REQUEST_SENT.text(), null);
  }

  /** Sends the token request. */
  HttpResult send(CarrierHttpClient client) {
    return client.callForToken(request(), addressProperty());
  }

  /** The full name of the setting with the server's address. */
  abstract String addressProperty();

  private TokenResponse issued(HttpResult.Response response) {
    TokenResponse read = response.flaw() == null ? read(json(response)) : null;
    return Objects.requireNonNullElseGet(
        read, () -> retryable(Reason.ITS_ANSWER_SENSELESS.text(), null));
  }

  private TokenResponse failed(HttpResult.Response response) {
    int status = response.status();
    return response.family() >= 5 || status == 429 || status == 408
        ? retryable(Text.verbatim(quote(response)), response.pause())
        : new TokenResponse.Failed(rejected(response, quote(response)));
  }

  private TokenResponse retryable(Text why, @Nullable Duration after) {
    return new TokenResponse.Failed(new Outcome.Retryable(unavailable(why), after, false));
  }

  /** The status, the error's code and its description, as far as there are any. */
  private String quote(HttpResult.Response response) {
    JsonNode body = json(response);
    String description =
        body.isMissingNode()
            ? response.body()
            : DESCRIPTIONS.stream()
                .map(name -> body.path(name).asString(""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    return Stream.of(
            String.valueOf(response.status()),
            mask(code(response)),
            ResponseText.quote(mask(description)))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** The error's code; empty if it states none. */
  static String code(HttpResult.Response response) {
    JsonNode body = json(response);
    return Stream.of("error", "errorCode", "code")
        .map(name -> body.path(name).asString(""))
        .filter(code -> code.matches("[\\w.-]{1,60}"))
        .findFirst()
        .orElse("");
  }

  private static JsonNode json(HttpResult.Response response) {
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  /** A number, also as text; null if it is missing, negative or neither. */
  static @Nullable Duration duration(JsonNode number, Duration unit) {
    double value = number.isNumber() || number.isString() ? number.asDouble(0) : -1;
    return value < 0 ? null : Duration.ofSeconds((long) Math.min(value * unit.toSeconds(), 1e9));
  }
}
