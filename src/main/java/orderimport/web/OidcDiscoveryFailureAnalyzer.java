package orderimport.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why the page cannot start beside an OpenID Connect provider, in plain words. */
public final class OidcDiscoveryFailureAnalyzer {
  // What Spring Security says; there is no type of its own for it.
  private static final Pattern UNRESOLVED =
      Pattern.compile("Unable to resolve Configuration with the provided Issuer of \"([^\"]*)\"");

  private OidcDiscoveryFailureAnalyzer() {}

  /** Empty if a failure has nothing to do with it. */
  public static Optional<String> explain(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Matcher unresolved = UNRESOLVED.matcher(String.valueOf(cause.getMessage()));
      if (unresolved.lookingAt()) {
        return Optional.of(
            "The OpenID Connect provider at %s cannot be reached, or is none. Check issuer-uri below spring.security.oauth2.client.provider, and whether %s/.well-known/openid-configuration can be read from this machine."
                .formatted(unresolved.group(1), unresolved.group(1)));
      }
    }
    return Optional.empty();
  }
}
