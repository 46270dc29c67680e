package orderimport.placement;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a token endpoint's answer says (RFC 6749, sections 5.1 and 5.2). */
sealed interface TokenResponse {

  /**
   * A token.
   *
   * @param lifetime null if it does not say; at most a year
   * @param scope what it is good for, null if it does not say
   */
  record Issued(String token, @Nullable Duration lifetime, @Nullable String scope)
      implements TokenResponse {
    @Override
    public String toString() {
      return "Issued[" + lifetime + "]";
    }
  }

  /**
   * It will not issue one however often it is asked.
   *
   * @param why its words
   * @param settings the names of those that are most likely wrong
   */
  record Rejected(String why, List<String> settings) implements TokenResponse {}

  /** It may issue one later. */
  record Unavailable(String why, @Nullable Duration after) implements TokenResponse {}

  JsonMapper JSON = JsonMapper.shared();
  long YEAR = Duration.ofDays(365).toSeconds();

  /**
   * Reads what came of a request for a token.
   *
   * @param hide takes our secrets out of its words
   */
  static TokenResponse read(HttpResult httpResult, UnaryOperator<String> hide) {
    if (httpResult instanceof HttpResult.NotSent notSent) {
      return new Unavailable(notSent.why(), null);
    } else if (httpResult instanceof HttpResult.ConnectionLost connectionLost) {
      return new Unavailable(connectionLost.why(), null);
    } else if (httpResult instanceof HttpResult.Response answer) {
      int status = answer.status();
      if (answer.family() == 2) {
        return issued(answer);
      }
      String words = describe(answer, hide);
      return answer.family() >= 5 || status == 429 || status == 408
          ? new Unavailable(words, answer.pause())
          : new Rejected(words, settings(answer));
    }
    return new Unavailable("it was not asked", null);
  }

  private static TokenResponse issued(HttpResult.Response answer) {
    JsonNode body = json(answer);
    String token = body.path("access_token").asString("").strip();
    if (answer.flaw() != null || !AuthorizationHeader.fitsHeader(token)) {
      return new Unavailable("its answer makes no sense", null);
    }
    String type = body.path("token_type").asString("bearer");
    if (!type.equalsIgnoreCase("bearer")) {
      return new Rejected("its tokens are not of the type bearer", List.of("token-url"));
    }
    JsonNode expires = body.path("expires_in");
    double seconds = expires.isNumber() || expires.isString() ? expires.asDouble(0) : -1;
    return new Issued(
        token,
        seconds < 0 || expires.isMissingNode()
            ? null
            : Duration.ofSeconds((long) Math.min(seconds, (double) YEAR)),
        body.path("scope").isString() ? body.path("scope").asString() : null);
  }

  private static List<String> settings(HttpResult.Response answer) {
    int status = answer.status();
    if (answer.family() != 4 || status == 404 || status == 405) {
      return List.of("token-url");
    }
    return code(answer).equals("invalid_scope")
        ? List.of("scope")
        : List.of("client-id", "client-secret");
  }

  /** The status, and the error and its description by RFC 6749, section 5.2. */
  private static String describe(HttpResult.Response answer, UnaryOperator<String> hide) {
    String description = json(answer).path("error_description").asString("");
    return Stream.of(
            String.valueOf(answer.status()),
            hide.apply(code(answer)),
            ResponseText.quote(hide.apply(description)))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String code(HttpResult.Response answer) {
    String code = json(answer).path("error").asString("");
    return code.matches("[\\w.-]{1,60}") ? code : "";
  }

  private static JsonNode json(HttpResult.Response answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }
}
