package orderimport.placement.auth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import orderimport.carrier.CarrierProperties.PresentAs;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * What authorizes a request: a header, or a parameter in its address.
 *
 * @param header the header's name; empty for no header
 * @param value the header's value
 * @param query the parameter, encoded, such as {@code token=secret}; empty for none
 * @param secrets texts that must not appear in logs, messages or the database
 */
public record Authorization(String header, String value, String query, List<String> secrets)
    implements AuthResult {

  /** Sends nothing. */
  static final Authorization NONE = new Authorization("", "", "", List.of());

  /** Sent to the sandbox if no token is configured; not a secret. */
  static final Authorization SANDBOX =
      new Authorization("Authorization", "Bearer sandbox", "", List.of());

  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]*");

  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

  // A shorter secret may occur in any text by chance.
  private static final int MIN_MASKED_LENGTH = 6;

  /**
   * A token.
   *
   * @param further other secrets that the server knows
   */
  static Authorization token(String token, PresentAs presentAs, String... further) {
    List<String> secrets = new ArrayList<>(List.of(further));
    secrets.add(token);
    if (!presentAs.query().isBlank()) {
      return new Authorization("", "", presentAs.query() + "=" + encoded(token), secrets);
    }
    return presentAs.header().isBlank()
        ? new Authorization("Authorization", "Bearer " + token, "", secrets)
        : new Authorization(presentAs.header().strip(), token, "", secrets);
  }

  static Authorization basic(String user, String password) {
    String credentials =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    return new Authorization(
        "Authorization", "Basic " + credentials, "", List.of(credentials, password));
  }

  /** Whether a text is a valid header value. */
  static boolean isValidHeaderValue(String text) {
    return HEADER_VALUE.matcher(text).matches();
  }

  /** Sets the header; the {@link #query} is added when the request is sent. */
  public void applyTo(HttpUriRequestBase request) {
    if (!header.isEmpty()) {
      request.setHeader(header, value);
    }
  }

  /** This authorization with further texts to mask. */
  public Authorization withSecrets(Collection<String> further) {
    List<String> all = new ArrayList<>(secrets);
    all.addAll(further);
    return new Authorization(header, value, query, all);
  }

  /**
   * Masks the secrets in a text, as a carrier may echo them. A parameter's value is masked by its
   * name, too: error pages shorten addresses.
   */
  public String mask(String text) {
    String masked = mask(text, secrets);
    return query.isEmpty()
        ? masked
        : parameterValue(query.substring(0, query.indexOf('=')))
            .matcher(masked)
            .replaceAll("$1***");
  }

  /** The value of a parameter in an address, as texts, HTML, JSON and other addresses quote it. */
  private static Pattern parameterValue(String name) {
    return Pattern.compile(
        "(?i)((?:(?<![\\w-])|(?<=%3F|%26))"
            + Pattern.quote(name)
            + "(?:=|%3D|&#61;|&#x3D;))(?:[^&\\s\"'<>\\\\]|\\\\/)+");
  }

  /** Masks secrets in a text, also as JSON and addresses spell them. */
  static String mask(String text, Collection<String> secrets) {
    String masked = text;
    for (String secret : secrets) {
      if (secret.length() >= MIN_MASKED_LENGTH) {
        String encoded = encoded(secret);
        for (String spelling :
            List.of(
                secret,
                secret.replace("/", "\\/"),
                encoded,
                encoded.replace("%20", "+"),
                lowerCaseEscapes(encoded))) {
          masked = masked.replace(spelling, "***");
        }
      }
    }
    return masked;
  }

  /** The value of a parameter in an address. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String lowerCaseEscapes(String encoded) {
    return ESCAPE.matcher(encoded).replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return "Authorization[" + header + (query.isEmpty() ? "" : "?") + "]";
  }
}
