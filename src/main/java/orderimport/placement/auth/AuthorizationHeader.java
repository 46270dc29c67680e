package orderimport.placement.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * The header that authorizes a request.
 *
 * @param header the header's name; empty for no header
 * @param value the header's value
 * @param secrets texts that must not appear in logs, messages or the database
 */
public record AuthorizationHeader(String header, String value, List<String> secrets)
    implements AuthResult {

  /** Sends no header. */
  static final AuthorizationHeader NONE = new AuthorizationHeader("", "", List.of());

  /** Sent to the sandbox if no token is configured; not a secret. */
  static final AuthorizationHeader SANDBOX =
      new AuthorizationHeader("Authorization", "Bearer sandbox", List.of());

  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]*");

  // A shorter secret may occur in any text by chance.
  private static final int MIN_MASKED_LENGTH = 6;

  static AuthorizationHeader bearer(String token) {
    return new AuthorizationHeader("Authorization", "Bearer " + token, List.of(token));
  }

  static AuthorizationHeader basic(String user, String password) {
    String credentials =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    return new AuthorizationHeader(
        "Authorization", "Basic " + credentials, List.of(credentials, password));
  }

  /** Whether a text is a valid header value. */
  static boolean isValidHeaderValue(String text) {
    return HEADER_VALUE.matcher(text).matches();
  }

  public void applyTo(HttpUriRequestBase request) {
    if (!header.isEmpty()) {
      request.setHeader(header, value);
    }
  }

  /** Masks the secrets in a text, as a carrier may echo them. */
  public String mask(String text) {
    String masked = text;
    for (String secret : secrets) {
      if (secret.length() >= MIN_MASKED_LENGTH) {
        masked = masked.replace(secret, "***").replace(secret.replace("/", "\\/"), "***");
      }
    }
    return masked;
  }

  @Override
  public String toString() {
    return "Authorization[" + header + "]";
  }
}
