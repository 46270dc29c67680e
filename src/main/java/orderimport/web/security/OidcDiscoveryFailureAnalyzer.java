package orderimport.web.security;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains to an operator why an OpenID Connect provider cannot be used. */
public final class OidcDiscoveryFailureAnalyzer {
  // The message of Spring Security, which has no exception type for this failure.
  private static final Pattern UNRESOLVED =
      Pattern.compile("Unable to resolve Configuration with the provided Issuer of \"([^\"]*)\"");

  private OidcDiscoveryFailureAnalyzer() {}

  /** The problem and the next step; empty if the failure has another cause. */
  public static Optional<String> explain(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Matcher matcher = UNRESOLVED.matcher(String.valueOf(cause.getMessage()));
      if (matcher.lookingAt()) {
        return Optional.of(
            "The OpenID Connect provider at %s cannot be reached, or this is not the address of a provider. Check issuer-uri below spring.security.oauth2.client.provider, and whether this machine can read %s/.well-known/openid-configuration."
                .formatted(matcher.group(1), matcher.group(1)));
      }
    }
    return Optional.empty();
  }
}
