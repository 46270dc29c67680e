package orderimport.placement.auth;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.placement.http.HttpResult;
import orderimport.placement.http.ResponseText;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The response of a token endpoint (RFC 6749, sections 5.1 and 5.2). */
sealed interface TokenResponse {

  /**
   * The endpoint issued a token.
   *
   * @param lifetime at most a year; null if it is not stated
   * @param scope null if it is not stated
   */
  record Issued(String token, @Nullable Duration lifetime, @Nullable String scope)
      implements TokenResponse {
    @Override
    public String toString() {
      return "Issued[" + lifetime + "]";
    }
  }

  /**
   * The endpoint rejects the request; a retry does not help.
   *
   * @param why the status and the endpoint's error
   * @param settings the names of the settings that are most likely wrong
   */
  record Rejected(Text why, List<String> settings) implements TokenResponse {}

  /** The endpoint may issue a token later. */
  record Unavailable(Text why, @Nullable Duration after) implements TokenResponse {}

  JsonMapper JSON = JsonMapper.shared();
  long MAX_LIFETIME_SECONDS = Duration.ofDays(365).toSeconds();

  /**
   * Interprets the result of a token request.
   *
   * @param mask masks our secrets in the endpoint's texts
   */
  static TokenResponse read(HttpResult httpResult, UnaryOperator<String> mask) {
    if (httpResult instanceof HttpResult.NotSent notSent) {
      return new Unavailable(notSent.why(), null);
    } else if (httpResult instanceof HttpResult.ConnectionLost connectionLost) {
      return new Unavailable(connectionLost.why(), null);
    } else if (httpResult instanceof HttpResult.Response response) {
      int status = response.status();
      if (response.family() == 2) {
        return issued(response);
      }
      Text description = Text.verbatim(describe(response, mask));
      return response.family() >= 5 || status == 429 || status == 408
          ? new Unavailable(description, response.pause())
          : new Rejected(description, settings(response));
    }
    return new Unavailable(Reason.NO_REQUEST_SENT.text(), null);
  }

  private static TokenResponse issued(HttpResult.Response response) {
    JsonNode body = json(response);
    String token = body.path("access_token").asString("").strip();
    if (response.flaw() != null || !AuthorizationHeader.isValidHeaderValue(token)) {
      return new Unavailable(Reason.ITS_ANSWER_SENSELESS.text(), null);
    }
    String type = body.path("token_type").asString("bearer");
    if (!type.equalsIgnoreCase("bearer")) {
      return new Rejected(Reason.TOKENS_NOT_BEARER.text(), List.of("token-url"));
    }
    JsonNode expires = body.path("expires_in");
    double seconds = expires.isNumber() || expires.isString() ? expires.asDouble(0) : -1;
    return new Issued(
        token,
        seconds < 0 || expires.isMissingNode()
            ? null
            : Duration.ofSeconds((long) Math.min(seconds, (double) MAX_LIFETIME_SECONDS)),
        body.path("scope").isString() ? body.path("scope").asString() : null);
  }

  private static List<String> settings(HttpResult.Response response) {
    int status = response.status();
    if (response.family() != 4 || status == 404 || status == 405) {
      return List.of("token-url");
    }
    return code(response).equals("invalid_scope")
        ? List.of("scope")
        : List.of("client-id", "client-secret");
  }

  /** The status, the error code and its description (RFC 6749, section 5.2). */
  private static String describe(HttpResult.Response response, UnaryOperator<String> mask) {
    String description = json(response).path("error_description").asString("");
    return Stream.of(
            String.valueOf(response.status()),
            mask.apply(code(response)),
            ResponseText.quote(mask.apply(description)))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String code(HttpResult.Response response) {
    String code = json(response).path("error").asString("");
    return code.matches("[\\w.-]{1,60}") ? code : "";
  }

  private static JsonNode json(HttpResult.Response response) {
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }
}
