package orderimport.placement.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import orderimport.carrier.CarrierProperties.Auth;
import orderimport.placement.Outcome;
import orderimport.problem.Reason;
import orderimport.problem.Text;

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
      return propertyNames.unavailable(Reason.TOKEN_FILE_UNREADABLE.text(), tokenFileProperty());
    }
  }

  private AuthResult authorize(String token, Text properties) {
    if (token.isEmpty()) {
      return propertyNames.unavailable(Reason.NO_TOKEN.text(), properties);
    }
    return Authorization.isValidHeaderValue(token)
        ? Authorization.token(token, auth.presentAs())
        : propertyNames.unavailable(Reason.TOKEN_UNUSABLE.text(), properties);
  }

  @Override
  public AuthResult refresh(Authorization rejected) {
    AuthResult now = current();
    return now.equals(rejected) ? new AuthResult.AuthUnavailable(rejectedAfterRefresh()) : now;
  }

  @Override
  public Outcome.CarrierBlocked rejectedAfterRefresh() {
    return propertyNames.blocked(
        Reason.TOKEN_REJECTED.text(),
        auth.tokenFile().isBlank() ? propertyNames.token() : tokenFileProperty());
  }

  private Text tokenFileProperty() {
    return Reason.NOW.text(propertyNames.of("token-file"), auth.tokenFile());
  }
}
