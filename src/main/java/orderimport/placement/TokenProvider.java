package orderimport.placement;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.Auth;

/** Where authorizations for one carrier come from. Thread-safe. */
interface TokenProvider {

  /** The one to use now. */
  AuthResult current();

  /**
   * A fresh one, after the carrier has refused one with 401.
   *
   * @return one that is newer than the refused, or why there is none
   */
  AuthResult refresh(AuthorizationHeader refused);

  /** The refusal of a fresh one. */
  Outcome.CarrierBlocked rejectedAfterRefresh();

  /** As the settings say; against the stand-in nothing has to be set. */
  static TokenProvider of(
      String carrier,
      CarrierProperties settings,
      CarrierHttpClient carrierHttpClient,
      Clock clock) {
    Auth auth = settings.auth();
    AuthPropertyNames keys = new AuthPropertyNames(carrier);
    if (settings.sandbox() && needsStandIn(auth)) {
      return new Unchanging(
          AuthorizationHeader.STAND_IN,
          keys.stop("the sandbox asks for a token (401)", keys.token()));
    }
    return switch (auth.type()) {
      case NONE ->
          new Unchanging(
              AuthorizationHeader.NONE,
              keys.stop(
                  "it asks for credentials (401)", keys.of("type") + " and what goes with it"));
      case BEARER -> new StaticTokenProvider(auth, keys);
      case BASIC -> basic(auth, keys);
      case HEADER -> header(auth, keys);
      case OAUTH2 -> new OAuth2ClientCredentialsProvider(auth, keys, carrierHttpClient, clock);
    };
  }

  private static boolean needsStandIn(Auth auth) {
    return switch (auth.type()) {
      case NONE -> false;
      case BEARER -> auth.token().isBlank() && auth.tokenFile().isBlank();
      case BASIC -> auth.username().isBlank();
      case HEADER -> auth.header().isBlank() || auth.value().isBlank();
      case OAUTH2 -> true;
    };
  }

  private static TokenProvider basic(Auth auth, AuthPropertyNames keys) {
    String toSet = keys.of("username") + " and " + keys.of("password");
    if (auth.username().isBlank() || auth.username().contains(":")) {
      return new Unchanging(
          keys.denied("there is no user name that can be sent", toSet),
          keys.stop("there is no user name that can be sent", toSet));
    }
    return new Unchanging(
        AuthorizationHeader.basic(auth.username(), auth.password()),
        keys.stop("it does not accept the user name and password (401)", toSet));
  }

  private static TokenProvider header(Auth auth, AuthPropertyNames keys) {
    String name = auth.header().strip();
    String value = auth.value().strip();
    if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
        || Reserved.NAMES.contains(name.toLowerCase(Locale.ROOT))) {
      return new Unchanging(
          keys.denied("the name of the header cannot be used", keys.of("header")),
          keys.stop("the name of the header cannot be used", keys.of("header")));
    }
    if (!AuthorizationHeader.fitsHeader(value)) {
      return new Unchanging(
          keys.denied("there is no header value that can be sent", keys.of("value")),
          keys.stop("there is no header value that can be sent", keys.of("value")));
    }
    return new Unchanging(
        new AuthorizationHeader(name, value, List.of(value)),
        keys.stop("it does not accept the header's value (401)", keys.of("value")));
  }

  /** Headers that the request needs for itself. */
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

  /** A grant that no 401 changes. */
  record Unchanging(AuthResult current, Outcome.CarrierBlocked rejectedAfterRefresh)
      implements TokenProvider {
    @Override
    public AuthResult refresh(AuthorizationHeader refused) {
      return new AuthResult.AuthUnavailable(rejectedAfterRefresh);
    }
  }
}
