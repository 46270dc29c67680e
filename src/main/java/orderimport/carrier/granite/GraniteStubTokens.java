package orderimport.carrier.granite;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import orderimport.carrier.Carrier.StubResponse;
import orderimport.carrier.CarrierProperties.Auth;
import orderimport.carrier.CarrierProperties.AuthType;
import orderimport.carrier.CarrierProperties.ClientAuthentication;
import orderimport.carrier.StubEndpoint.Call;
import orderimport.carrier.StubState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The token endpoint, at the path of Granite's staging system. The key and the secret have to be
 * the configured ones, sent as configured, if the sandbox's own settings have client credentials.
 * Otherwise any are accepted in either place, but not in both, except a key or a secret of only
 * zeros.
 */
final class GraniteStubTokens {
  static final String PATH = "/oauth2/ausizdw4qwy06ZsD4697/v1/token";
  private static final String SCOPE = "urn:grt:accessexpress";
  private static final Duration LIFETIME = Duration.ofHours(1);

  private GraniteStubTokens() {}

  /**
   * The client's credentials.
   *
   * @param isHeader whether they are in the header
   */
  private record Client(String id, String secret, boolean isHeader) {}

  static StubResponse issue(Call call, StubState state) {
    JsonNode form = call.body();
    String grant = form.path("grant_type").asString("");
    String scope = form.path("scope").asString("");
    if (grant.isEmpty() || form.has("basic") && form.has("client_secret")) {
      return error(400, "invalid_request", "The request lacks a parameter or repeats credentials.");
    } else if (!grant.equals("client_credentials")) {
      return error(400, "unsupported_grant_type", "The grant type must be client_credentials.");
    } else if (!isClient(client(form), state.settings().auth())) {
      return error(401, "invalid_client", "The client secret supplied for a client is invalid.");
    } else if (!scope.equals(SCOPE)) {
      return error(400, "invalid_scope", "The scope must be " + SCOPE + ".");
    }
    return new StubResponse(
        200,
        JsonMapper.shared()
            .createObjectNode()
            .put("token_type", "Bearer")
            .put("expires_in", LIFETIME.toSeconds())
            .put("access_token", state.issueToken(LIFETIME))
            .put("scope", scope)
            .toString());
  }

  private static Client client(JsonNode form) {
    if (!form.has("basic")) {
      return new Client(
          form.path("client_id").asString(""), form.path("client_secret").asString(""), false);
    }
    String[] parts = form.path("basic").asString("").split(":", 2);
    return new Client(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]), true);
  }

  /** Credentials in the header are form-encoded (RFC 6749, section 2.3.1). */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean isClient(Client client, Auth auth) {
    return auth.type() == AuthType.OAUTH2 && !auth.clientId().isBlank()
        ? client.id().equals(auth.clientId())
            && client.secret().equals(auth.clientSecret())
            && client.isHeader() == (auth.clientAuthentication() == ClientAuthentication.BASIC)
        : !client.id().matches("0*") && !client.secret().matches("0*");
  }

  private static StubResponse error(int status, String error, String description) {
    return new StubResponse(
        status,
        JsonMapper.shared()
            .createObjectNode()
            .put("error", error)
            .put("error_description", description)
            .toString());
  }
}
