package orderimport.submission;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a token endpoint's answer says (RFC 6749, sections 5.1 and 5.2). */
sealed interface TokenAnswer {

  /**
   * A token.
   *
   * @param lifetime null if it does not say; at most a year
   */
  record Issued(String token, @Nullable Duration lifetime) implements TokenAnswer {
    @Override
    public String toString() {
      return "Issued[" + lifetime + "]";
    }
  }

  /**
   * It will not issue one however often it is asked.
   *
   * @param elsewhere whether the address is the trouble, rather than the credentials
   */
  record Refused(String why, boolean elsewhere) implements TokenAnswer {}

  /** It may issue one later. */
  record Unavailable(String why, @Nullable Duration after) implements TokenAnswer {}

  JsonMapper JSON = JsonMapper.shared();
  long YEAR = Duration.ofDays(365).toSeconds();

  static TokenAnswer read(Exchange exchange) {
    if (exchange instanceof Exchange.Unsent unsent) {
      return new Unavailable(unsent.why(), null);
    } else if (exchange instanceof Exchange.Broken broken) {
      return new Unavailable(broken.why(), null);
    } else if (exchange instanceof Exchange.Answered answer) {
      return switch (answer.family()) {
        case 2 -> issued(answer);
        case 3 -> new Refused("it points elsewhere, status " + answer.status(), true);
        case 4 ->
            answer.status() == 429 || answer.status() == 408
                ? new Unavailable("status " + answer.status(), answer.pause())
                : new Refused(error(answer), answer.status() == 404 || answer.status() == 405);
        default -> new Unavailable("status " + answer.status(), answer.pause());
      };
    }
    return new Unavailable("it was not asked", null);
  }

  private static TokenAnswer issued(Exchange.Answered answer) {
    JsonNode body = json(answer);
    String token = body.path("access_token").asString("").strip();
    if (answer.flaw() != null || !Authorization.fitsHeader(token)) {
      return new Unavailable("its answer makes no sense", null);
    }
    String type = body.path("token_type").asString("bearer");
    if (!type.equalsIgnoreCase("bearer")) {
      return new Refused("its tokens are not of the type bearer", true);
    }
    JsonNode expires = body.path("expires_in");
    double seconds = expires.isNumber() || expires.isString() ? expires.asDouble(0) : -1;
    return new Issued(
        token,
        seconds < 0 || expires.isMissingNode()
            ? null
            : Duration.ofSeconds((long) Math.min(seconds, (double) YEAR)));
  }

  /** Only a code is quoted, never text that could hold what was sent. */
  private static String error(Exchange.Answered answer) {
    String code = json(answer).path("error").asString("");
    String status = "status " + answer.status();
    return code.matches("[a-z_]{1,40}") ? status + ", " + code : status;
  }

  private static JsonNode json(Exchange.Answered answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }
}
