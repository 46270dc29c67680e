package orderimport.carrier;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers of a request carriers and the configuration can set. */
public final class HeaderRules {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /** Set by the program, or by the protocol. */
  private static final Set<String> RESERVED =
      Set.of(
          "accept-encoding",
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "cookie",
          "expect",
          "host",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Set by the program unless the carrier's documentation demands a value. */
  private static final Set<String> DEFAULTS = Set.of("accept", "user-agent");

  private HeaderRules() {}

  /** Whether a text is the name of a header that neither the program nor the protocol sets. */
  static boolean isFree(String name) {
    return NAME.matcher(name).matches() && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a header of this name can carry credentials. */
  public static boolean canCarryCredentials(String name) {
    return name.equalsIgnoreCase("authorization")
        || name.equalsIgnoreCase("cookie")
        || isConfigurable(name);
  }

  private static boolean isConfigurable(String name) {
    return isFree(name) && !DEFAULTS.contains(name.toLowerCase(Locale.ROOT));
  }

  static void checkName(String name) {
    if (!isConfigurable(name)) {
      throw new InvalidConfigurationException(
          "the header %s cannot be set: it is not a valid name, or the program sets it itself"
              .formatted(name));
    }
  }

  /** Rejects what cannot be sent, without quoting the value, which may be a secret. */
  static void check(String name, String value) {
    checkName(name);
    if (!RequestHeaders.isSendable(value)) {
      throw new InvalidConfigurationException(
          (value.isBlank()
                  ? "the header %s has no value"
                  : "the value of the header %s has characters that cannot be sent; use printable"
                      + " ASCII")
              .formatted(name));
    }
  }
}
