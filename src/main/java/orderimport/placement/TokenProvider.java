package orderimport.placement;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.Auth;

/** Provides the authorization for requests to one carrier. Thread-safe. */
interface TokenProvider {

  /** The current authorization. */
  AuthResult current();

  /**
   * Returns a new authorization after the carrier has rejected one with 401.
   *
   * @return an authorization other than the rejected one, or why there is none
   */
  AuthResult refresh(AuthorizationHeader rejected);

  /** The outcome if the carrier rejects a new authorization, too. */
  Outcome.CarrierBlocked rejectedAfterRefresh();

  /**
   * Returns the provider for the configured type; for the sandbox, no credentials need to be
   * configured.
   */
  static TokenProvider of(
      String carrier,
      CarrierProperties settings,
      CarrierHttpClient carrierHttpClient,
      Clock clock) {
    Auth auth = settings.auth();
    AuthPropertyNames propertyNames = new AuthPropertyNames(carrier);
    if (settings.sandbox() && lacksCredentials(auth)) {
      return new Fixed(
          AuthorizationHeader.SANDBOX,
          propertyNames.blocked("the sandbox requires a token (401)", propertyNames.token()));
    }
    return switch (auth.type()) {
      case NONE ->
          new Fixed(
              AuthorizationHeader.NONE,
              propertyNames.blocked(
                  "it requires credentials (401)",
                  propertyNames.of("type") + " and the credentials of that type"));
      case BEARER -> new StaticTokenProvider(auth, propertyNames);
      case BASIC -> basic(auth, propertyNames);
      case HEADER -> header(auth, propertyNames);
      case OAUTH2 ->
          new OAuth2ClientCredentialsProvider(auth, propertyNames, carrierHttpClient, clock);
    };
  }

  private static boolean lacksCredentials(Auth auth) {
    return switch (auth.type()) {
      case NONE -> false;
      case BEARER -> auth.token().isBlank() && auth.tokenFile().isBlank();
      case BASIC -> auth.username().isBlank();
      case HEADER -> auth.header().isBlank() || auth.value().isBlank();
      case OAUTH2 -> true;
    };
  }

  private static TokenProvider basic(Auth auth, AuthPropertyNames propertyNames) {
    String properties = propertyNames.of("username") + " and " + propertyNames.of("password");
    if (auth.username().isBlank() || auth.username().contains(":")) {
      return new Fixed(
          propertyNames.unavailable("there is no user name that can be sent", properties),
          propertyNames.blocked("there is no user name that can be sent", properties));
    }
    return new Fixed(
        AuthorizationHeader.basic(auth.username(), auth.password()),
        propertyNames.blocked("it does not accept the user name and password (401)", properties));
  }

  private static TokenProvider header(Auth auth, AuthPropertyNames propertyNames) {
    String name = auth.header().strip();
    String value = auth.value().strip();
    if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
        || Reserved.NAMES.contains(name.toLowerCase(Locale.ROOT))) {
      return new Fixed(
          propertyNames.unavailable(
              "the name of the header cannot be used", propertyNames.of("header")),
          propertyNames.blocked(
              "the name of the header cannot be used", propertyNames.of("header")));
    }
    if (!AuthorizationHeader.isValidHeaderValue(value)) {
      return new Fixed(
          propertyNames.unavailable(
              "there is no header value that can be sent", propertyNames.of("value")),
          propertyNames.blocked(
              "there is no header value that can be sent", propertyNames.of("value")));
    }
    return new Fixed(
        new AuthorizationHeader(name, value, List.of(value)),
        propertyNames.blocked(
            "it does not accept the header's value (401)", propertyNames.of("value")));
  }

  /** Header names that the request itself uses. */
  final class Reserved {
    static final Set<String> NAMES =
        Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "expect",
            "te",
            "trailer",
            "accept",
            "user-agent");

    private Reserved() {}
  }

  /** An authorization that cannot be refreshed. */
  record Fixed(AuthResult current, Outcome.CarrierBlocked rejectedAfterRefresh)
      implements TokenProvider {
    @Override
    public AuthResult refresh(AuthorizationHeader rejected) {
      return new AuthResult.AuthUnavailable(rejectedAfterRefresh);
    }
  }
}
