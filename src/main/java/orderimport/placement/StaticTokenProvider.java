package orderimport.placement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import orderimport.carrier.CarrierProperties.Auth;

/** A token that is set, or stands in a file, which is read each time so that it can be changed. */
final class StaticTokenProvider implements TokenProvider {

  private static final int LONGEST = 65_536;

  private final Auth auth;
  private final AuthPropertyNames keys;

  StaticTokenProvider(Auth auth, AuthPropertyNames keys) {
    this.auth = auth;
    this.keys = keys;
  }

  @Override
  public AuthResult current() {
    if (auth.tokenFile().isBlank()) {
      return grant(auth.token().strip(), keys.token());
    }
    try (InputStream file = Files.newInputStream(Path.of(auth.tokenFile()))) {
      byte[] read = file.readNBytes(LONGEST);
      return grant(new String(read, StandardCharsets.UTF_8).strip(), inFile());
    } catch (IOException | RuntimeException e) {
      return keys.denied("the token's file cannot be read", inFile());
    }
  }

  private AuthResult grant(String token, String toSet) {
    if (token.isEmpty()) {
      return keys.denied("there is no token", toSet);
    }
    return AuthorizationHeader.fitsHeader(token)
        ? AuthorizationHeader.bearer(token)
        : keys.denied("the token has characters that cannot be sent", toSet);
  }

  @Override
  public AuthResult refresh(AuthorizationHeader refused) {
    AuthResult now = current();
    return now.equals(refused) ? new AuthResult.AuthUnavailable(rejectedAfterRefresh()) : now;
  }

  @Override
  public Outcome.CarrierBlocked rejectedAfterRefresh() {
    return keys.stop(
        "it does not accept the token (401)", auth.tokenFile().isBlank() ? keys.token() : inFile());
  }

  private String inFile() {
    return keys.of("token-file") + ", now " + auth.tokenFile();
  }
}
