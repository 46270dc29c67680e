package orderimport.placement;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.Auth;
import orderimport.carrier.CarrierProperties.AuthType;
import orderimport.carrier.CarrierProperties.Unavailable;

/** Settings with short timeouts. */
public final class TestSettings {

  public static final Duration CONNECT = Duration.ofMillis(1_500);
  static final Duration RESPONSE = Duration.ofMillis(500);

  private TestSettings() {}

  public static CarrierProperties none() {
    return with(new AuthBuilder(AuthType.NONE).build());
  }

  /** With the given response timeout. */
  public static CarrierProperties patient(Duration response) {
    return with(new AuthBuilder(AuthType.NONE).build(), response, Unavailable.IN_DOUBT);
  }

  /** Of a carrier whose orders are sent again after a 503. */
  static CarrierProperties retryingUnavailable() {
    return with(new AuthBuilder(AuthType.NONE).build(), RESPONSE, Unavailable.RETRY);
  }

  public static CarrierProperties with(Auth auth) {
    return with(auth, RESPONSE, Unavailable.IN_DOUBT);
  }

  public static CarrierProperties with(String baseUrl, Auth auth) {
    return with(baseUrl, auth, RESPONSE, Unavailable.IN_DOUBT);
  }

  private static CarrierProperties with(Auth auth, Duration response, Unavailable unavailable) {
    return with("https://carrier.example", auth, response, unavailable);
  }

  private static CarrierProperties with(
      String baseUrl, Auth auth, Duration response, Unavailable unavailable) {
    return new CarrierProperties(
        baseUrl,
        "live",
        "/orders",
        auth,
        null,
        4,
        CONNECT,
        response,
        unavailable,
        ZoneId.of("UTC"),
        Map.of(),
        Duration.ZERO);
  }

  /** Builds credentials in which most values are blank. */
  public static final class AuthBuilder {
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

    public AuthBuilder(AuthType type) {
      this.type = type;
    }

    public AuthBuilder token(String token) {
      this.token = token;
      return this;
    }

    public AuthBuilder tokenFile(String file) {
      this.tokenFile = file;
      return this;
    }

    public AuthBuilder login(String name, String password) {
      this.username = name;
      this.password = password;
      return this;
    }

    public AuthBuilder header(String name, String content) {
      this.header = name;
      this.value = content;
      return this;
    }

    public AuthBuilder client(String url, String id, String secret, String scopes) {
      this.tokenUrl = url;
      this.clientId = id;
      this.clientSecret = secret;
      this.scope = scopes;
      return this;
    }

    public Auth build() {
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
