package orderimport.placement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import orderimport.carrier.CarrierProperties.Auth;

/**
 * A token from the configuration or from a file. The file is read on each use so that it can be
 * changed.
 */
final class StaticTokenProvider implements TokenProvider {

  private static final int MAX_BYTES = 65_536;

  private final Auth auth;
  private final AuthPropertyNames propertyNames;

  StaticTokenProvider(Auth auth, AuthPropertyNames propertyNames) {
    this.auth = auth;
    this.propertyNames = propertyNames;
  }

  @Override
  public AuthResult current() {
    if (auth.tokenFile().isBlank()) {
      return authorize(auth.token().strip(), propertyNames.token());
    }
    try (InputStream file = Files.newInputStream(Path.of(auth.tokenFile()))) {
      byte[] read = file.readNBytes(MAX_BYTES);
      return authorize(new String(read, StandardCharsets.UTF_8).strip(), tokenFileProperty());
    } catch (IOException | RuntimeException e) {
      return propertyNames.unavailable("the token's file cannot be read", tokenFileProperty());
    }
  }

  private AuthResult authorize(String token, String properties) {
    if (token.isEmpty()) {
      return propertyNames.unavailable("there is no token", properties);
    }
    return AuthorizationHeader.isValidHeaderValue(token)
        ? AuthorizationHeader.bearer(token)
        : propertyNames.unavailable("the token has characters that cannot be sent", properties);
  }

  @Override
  public AuthResult refresh(AuthorizationHeader rejected) {
    AuthResult now = current();
    return now.equals(rejected) ? new AuthResult.AuthUnavailable(rejectedAfterRefresh()) : now;
  }

  @Override
  public Outcome.CarrierBlocked rejectedAfterRefresh() {
    return propertyNames.blocked(
        "it does not accept the token (401)",
        auth.tokenFile().isBlank() ? propertyNames.token() : tokenFileProperty());
  }

  private String tokenFileProperty() {
    return propertyNames.of("token-file") + ", now " + auth.tokenFile();
  }
}
