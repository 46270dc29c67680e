package orderimport.placement.auth;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.Auth;
import orderimport.carrier.HeaderRules;
import orderimport.placement.Outcome;
import orderimport.placement.http.CarrierHttpClient;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/** Provides the authorization for requests to one carrier. Thread-safe. */
public interface TokenProvider {

  /** The current authorization. */
  AuthResult current();

  /**
   * Returns a new authorization after the carrier has rejected one with 401.
   *
   * @return an authorization other than the rejected one, or why there is no other
   */
  AuthResult refresh(Authorization rejected);

  /** The lifetime of the last token as issued; null without a token, or if it is not known. */
  default @Nullable Duration lifetime() {
    return null;
  }

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
      LoginPacing loginPacing,
      Clock clock) {
    Auth auth = settings.auth();
    AuthPropertyNames propertyNames = new AuthPropertyNames(carrier);
    if (settings.sandbox() && lacksCredentials(auth)) {
      return new Fixed(
          Authorization.SANDBOX,
          propertyNames.blocked(Reason.SANDBOX_NEEDS_TOKEN.text(), propertyNames.token()));
    }
    return switch (auth.type()) {
      case NONE ->
          new Fixed(
              Authorization.NONE,
              propertyNames.blocked(
                  Reason.NEEDS_CREDENTIALS.text(),
                  Reason.TYPE_AND_CREDENTIALS.text(propertyNames.of("type"))));
      case BEARER -> new StaticTokenProvider(auth, propertyNames);
      case BASIC -> basic(auth, propertyNames);
      case HEADER -> header(auth, propertyNames);
      case OAUTH2 ->
          new CachedTokenProvider(
              new OAuth2TokenSource(auth, propertyNames, carrierHttpClient),
              auth.presentAs(),
              clock);
      case LOGIN ->
          new CachedTokenProvider(
              new LoginTokenSource(settings, propertyNames, carrierHttpClient, loginPacing),
              auth.presentAs(),
              clock);
    };
  }

  private static boolean lacksCredentials(Auth auth) {
    return switch (auth.type()) {
      case NONE -> false;
      case BEARER -> auth.token().isBlank() && auth.tokenFile().isBlank();
      case BASIC -> auth.username().isBlank();
      case HEADER -> auth.header().isBlank() || auth.value().isBlank();
      case OAUTH2, LOGIN -> true;
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
        Authorization.basic(auth.username(), auth.password()),
        propertyNames.blocked(Reason.PASSWORD_REJECTED.text(), properties));
  }

  private static TokenProvider header(Auth auth, AuthPropertyNames propertyNames) {
    String name = auth.header().strip();
    String value = auth.value().strip();
    if (!HeaderRules.canCarryCredentials(name)) {
      return new Fixed(
          propertyNames.unavailable(Reason.HEADER_UNUSABLE.text(), propertyNames.of("header")),
          propertyNames.blocked(Reason.HEADER_UNUSABLE.text(), propertyNames.of("header")));
    }
    if (!Authorization.isValidHeaderValue(value)) {
      return new Fixed(
          propertyNames.unavailable(Reason.NO_HEADER_VALUE.text(), propertyNames.of("value")),
          propertyNames.blocked(Reason.NO_HEADER_VALUE.text(), propertyNames.of("value")));
    }
    return new Fixed(
        new Authorization(name, value, "", List.of(value)),
        propertyNames.blocked(Reason.HEADER_VALUE_REJECTED.text(), propertyNames.of("value")));
  }

  /** An authorization that cannot be refreshed. */
  record Fixed(AuthResult current, Outcome.CarrierBlocked rejectedAfterRefresh)
      implements TokenProvider {
    @Override
    public AuthResult refresh(Authorization rejected) {
      return new AuthResult.AuthUnavailable(rejectedAfterRefresh);
    }
  }
}
