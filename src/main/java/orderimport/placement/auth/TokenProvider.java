package orderimport.placement.auth;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.Auth;
import orderimport.placement.Outcome;
import orderimport.placement.http.CarrierHttpClient;
import orderimport.problem.Reason;
import orderimport.problem.Text;

/** Provides the authorization for requests to one carrier. Thread-safe. */
public interface TokenProvider {

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
          propertyNames.blocked(Reason.SANDBOX_NEEDS_TOKEN.text(), propertyNames.token()));
    }
    return switch (auth.type()) {
      case NONE ->
          new Fixed(
              AuthorizationHeader.NONE,
              propertyNames.blocked(
                  Reason.NEEDS_CREDENTIALS.text(),
                  Reason.TYPE_AND_CREDENTIALS.text(propertyNames.of("type"))));
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
    Text properties = propertyNames.both("username", "password");
    if (auth.username().isBlank() || auth.username().contains(":")) {
      return new Fixed(
          propertyNames.unavailable(Reason.NO_USER_NAME.text(), properties),
          propertyNames.blocked(Reason.NO_USER_NAME.text(), properties));
    }
    return new Fixed(
        AuthorizationHeader.basic(auth.username(), auth.password()),
        propertyNames.blocked(Reason.PASSWORD_REJECTED.text(), properties));
  }

  private static TokenProvider header(Auth auth, AuthPropertyNames propertyNames) {
    String name = auth.header().strip();
    String value = auth.value().strip();
    if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
        || Reserved.NAMES.contains(name.toLowerCase(Locale.ROOT))) {
      return new Fixed(
          propertyNames.unavailable(Reason.HEADER_UNUSABLE.text(), propertyNames.of("header")),
          propertyNames.blocked(Reason.HEADER_UNUSABLE.text(), propertyNames.of("header")));
    }
    if (!AuthorizationHeader.isValidHeaderValue(value)) {
      return new Fixed(
          propertyNames.unavailable(Reason.NO_HEADER_VALUE.text(), propertyNames.of("value")),
          propertyNames.blocked(Reason.NO_HEADER_VALUE.text(), propertyNames.of("value")));
    }
    return new Fixed(
        new AuthorizationHeader(name, value, List.of(value)),
        propertyNames.blocked(Reason.HEADER_VALUE_REJECTED.text(), propertyNames.of("value")));
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
