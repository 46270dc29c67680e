package orderimport.placement;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpPost;

/**
 * The header that authorizes a request.
 *
 * @param header its name, empty for none
 * @param value its value
 * @param secrets what must not be seen anywhere else
 */
record AuthorizationHeader(String header, String value, List<String> secrets)
    implements AuthResult {

  /** No header at all. */
  static final AuthorizationHeader NONE = new AuthorizationHeader("", "", List.of());

  /** What the stand-in is sent where there is no token yet; no secret. */
  static final AuthorizationHeader STAND_IN =
      new AuthorizationHeader("Authorization", "Bearer sandbox", List.of());

  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]*");

  // A shorter one may stand in any text by chance.
  private static final int SHORTEST_TO_HIDE = 6;

  static AuthorizationHeader bearer(String token) {
    return new AuthorizationHeader("Authorization", "Bearer " + token, List.of(token));
  }

  static AuthorizationHeader basic(String user, String password) {
    String both =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    return new AuthorizationHeader("Authorization", "Basic " + both, List.of(both, password));
  }

  /** Whether a text can stand in a header. */
  static boolean fitsHeader(String text) {
    return HEADER_VALUE.matcher(text).matches();
  }

  void applyTo(HttpPost request) {
    if (!header.isEmpty()) {
      request.setHeader(header, value);
    }
  }

  /** The text with the secrets blotted out, should a carrier send them back. */
  String hide(String text) {
    String hidden = text;
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST_TO_HIDE) {
        hidden = hidden.replace(secret, "***").replace(secret.replace("/", "\\/"), "***");
      }
    }
    return hidden;
  }

  @Override
  public String toString() {
    return "Authorization[" + header + "]";
  }
}
