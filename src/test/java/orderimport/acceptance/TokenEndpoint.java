package orderimport.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An OAuth2 token endpoint for client credentials (RFC 6749), on a host of its own. */
final class TokenEndpoint extends Counterpart {
  static final String PATH = "/oauth2/ausizdw4qwy06ZsD4697/v1/token";
  static final String CLIENT = "key+1 %";
  static final String SECRET = "canaryGranite2:/&";
  static final String SCOPE = "urn:grt:accessexpress";

  private final Map<String, Instant> expiryByToken = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();
  private volatile boolean isPost;
  private volatile String audience = "";
  private volatile Duration life = Duration.ofHours(1);

  TokenEndpoint(MovableClock clock, @Nullable PrivateCertificates certificates) throws IOException {
    super(clock, certificates);
  }

  /** Demands the credentials in the body; otherwise in a header. */
  void post() {
    isPost = true;
  }

  void audience(String demanded) {
    audience = demanded;
  }

  void life(Duration ofTokens) {
    life = ofTokens;
  }

  int issued() {
    return issued.get();
  }

  String tokenUrl() {
    return url() + PATH;
  }

  /** How long a token has been expired; negative if it lives, null if it was never issued. */
  @Nullable Duration expired(String token) {
    Instant expiry = expiryByToken.get(token);
    return expiry == null ? null : Duration.between(expiry, clock.instant());
  }

  @Override
  Reply answer(Received received) {
    if (!received.is("POST", PATH) || !received.query().isEmpty()) {
      return violation(received, 404, "is not the token endpoint");
    }
    String type = received.headers().getOrDefault("content-type", "");
    if (!type.matches("application/x-www-form-urlencoded(;.*)?")) {
      return violation(received, 400, "is no form: " + type);
    }
    Map<String, String> form = new TreeMap<>();
    for (String part : received.body().split("&")) {
      String[] pair = part.split("=", 2);
      if (form.put(decoded(pair[0]), pair.length < 2 ? "" : decoded(pair[1])) != null) {
        return violation(received, 400, "repeats " + decoded(pair[0]));
      }
    }
    if (!"client_credentials".equals(form.get("grant_type"))) {
      return violation(received, 400, "unsupported_grant_type");
    }
    if (!audience.equals(form.getOrDefault("audience", ""))) {
      return violation(received, 400, "has the audience " + form.get("audience"));
    }
    String authorization = received.headers().getOrDefault("authorization", "");
    boolean isInBody = form.containsKey("client_id") || form.containsKey("client_secret");
    if (isPost == !isInBody || isPost == !authorization.isEmpty()) {
      return violation(received, 401, "has the credentials in the wrong place, or twice");
    }
    String id = isPost ? form.getOrDefault("client_id", "") : basic(authorization, 0);
    String secret = isPost ? form.getOrDefault("client_secret", "") : basic(authorization, 1);
    if (!id.equals(CLIENT) || !secret.equals(SECRET)) {
      return Reply.of(
          401,
          Reply.object()
              .put("error", "invalid_client")
              .put("error_description", "The client secret supplied for a client is invalid."));
    }
    if (!SCOPE.equals(form.get("scope"))) {
      return Reply.of(
          400,
          Reply.object()
              .put("error", "invalid_scope")
              .put("error_description", "One or more scopes are not configured."));
    }
    String token = "canaryAccess" + issued.incrementAndGet() + "." + System.nanoTime();
    expiryByToken.put(token, clock.instant().plus(life));
    return Reply.of(
        200,
        Reply.object()
            .put("token_type", "Bearer")
            .put("expires_in", life.toSeconds())
            .put("access_token", token)
            .put("scope", SCOPE));
  }

  /** The form-encoded parts of a header as RFC 6749, section 2.3.1, has them. */
  private static String basic(String header, int part) {
    if (!header.startsWith("Basic ")) {
      return "";
    }
    String[] parts =
        new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8)
            .split(":", 2);
    return parts.length < 2 ? "" : decoded(parts[part]);
  }
}
