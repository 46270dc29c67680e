package orderimport.carrier.telecomx;

import java.time.Duration;
import java.util.Set;
import orderimport.carrier.Carrier.StubResponse;
import orderimport.carrier.CarrierProperties.Auth;
import orderimport.carrier.CarrierProperties.AuthType;
import orderimport.carrier.StubEndpoint.Call;
import orderimport.carrier.StubState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /auth/login}. The user name and the password have to be the configured ones if the
 * sandbox's own settings have a login. Otherwise any are accepted except a user or a password of
 * only zeros; the user {@code blacklisted} is blacklisted.
 */
final class TelecomXStubLogin {
  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final Set<String> FIELDS =
      Set.of("username", "password", "smsKey", "authenticatorToken", "cookie", "persist");

  private TelecomXStubLogin() {}

  static StubResponse login(Call call, StubState state) {
    StubResponse unknown = AbstractTelecomXStub.unknown(call.body().propertyNames(), FIELDS);
    JsonNode persist = call.body().path("persist");
    String username = call.body().path("username").asString("");
    String password = call.body().path("password").asString("");
    if (unknown != null) {
      return unknown;
    } else if (!persist.isMissingNode() && !persist.isBoolean()) {
      return AbstractTelecomXStub.error(422, "persist", "Must be true or false");
    } else if (username.equals("blacklisted")) {
      return AbstractTelecomXStub.error(403, "blacklisted", "The user is blacklisted");
    } else if (!isUser(username, password, state.settings().auth())) {
      return AbstractTelecomXStub.error(
          401, "credentials_invalid", "User name or password is wrong");
    }
    boolean expires = !persist.asBoolean(false);
    return new StubResponse(
        200,
        JsonMapper.shared()
            .createObjectNode()
            .put("token", state.issueToken(expires ? LIFETIME : null))
            .put("expiresInMinutes", expires ? LIFETIME.toMinutes() : -1)
            .put("employee", TelecomXStub.EMPLOYEE)
            .put("customer", "5b0e2f3a4c5d6e7f80910204")
            .put("accessLevel", "RESELLER")
            .toString());
  }

  private static boolean isUser(String username, String password, Auth auth) {
    return auth.type() == AuthType.LOGIN && !auth.username().isBlank()
        ? username.equals(auth.username()) && password.equals(auth.password())
        : !username.matches("0*") && !password.matches("0*");
  }
}
