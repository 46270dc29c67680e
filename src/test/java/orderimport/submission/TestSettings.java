package orderimport.submission;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import orderimport.carrier.CarrierSettings;
import orderimport.carrier.CarrierSettings.Auth;
import orderimport.carrier.CarrierSettings.AuthType;

/** Settings with short timeouts. */
final class TestSettings {

  static final Duration CONNECT = Duration.ofMillis(1_500);
  static final Duration RESPONSE = Duration.ofMillis(500);

  private TestSettings() {}

  static CarrierSettings none() {
    return with("https://carrier.example", new AuthBuilder(AuthType.NONE).build());
  }

  /** With more time for an answer. */
  static CarrierSettings patient(Duration response) {
    return with("https://carrier.example", new AuthBuilder(AuthType.NONE).build(), response);
  }

  static CarrierSettings with(Auth auth) {
    return with("https://carrier.example", auth);
  }

  static CarrierSettings with(String baseUrl, Auth auth) {
    return with(baseUrl, auth, RESPONSE);
  }

  private static CarrierSettings with(String baseUrl, Auth auth, Duration response) {
    return new CarrierSettings(
        baseUrl, "live", "/orders", auth, null, 4, CONNECT, response, ZoneId.of("UTC"), Map.of());
  }

  /** Credentials, of which most are not set. */
  static final class AuthBuilder {
    private final AuthType type;
    private String token = "";
    private String tokenFile = "";
    private String username = "";
    private String password = "";
    private String header = "";
    private String value = "";
    private String tokenUrl = "";
    private String clientId = "";
    private String clientSecret = "";
    private String scope = "";

    AuthBuilder(AuthType type) {
      this.type = type;
    }

    AuthBuilder token(String token) {
      this.token = token;
      return this;
    }

    AuthBuilder tokenFile(String file) {
      this.tokenFile = file;
      return this;
    }

    AuthBuilder login(String name, String word) {
      this.username = name;
      this.password = word;
      return this;
    }

    AuthBuilder header(String name, String content) {
      this.header = name;
      this.value = content;
      return this;
    }

    AuthBuilder client(String url, String id, String secret, String scopes) {
      this.tokenUrl = url;
      this.clientId = id;
      this.clientSecret = secret;
      this.scope = scopes;
      return this;
    }

    Auth build() {
      return new Auth(
          type,
          token,
          tokenFile,
          username,
          password,
          header,
          value,
          tokenUrl,
          clientId,
          clientSecret,
          scope);
    }
  }
}
