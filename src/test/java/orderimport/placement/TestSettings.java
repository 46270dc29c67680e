package orderimport.placement;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.Auth;
import orderimport.carrier.CarrierProperties.AuthType;
import orderimport.carrier.CarrierProperties.ClientAuthentication;
import orderimport.carrier.CarrierProperties.PresentAs;
import orderimport.carrier.CarrierProperties.Unavailable;
import orderimport.carrier.ProxyProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

/** Settings with short timeouts. */
public final class TestSettings {

  public static final Duration CONNECT = Duration.ofMillis(1_500);
  static final Duration RESPONSE = Duration.ofMillis(500);

  public static final SslBundles NO_BUNDLES = new DefaultSslBundleRegistry();

  private TestSettings() {}

  public static CarrierProperties none() {
    return patient(RESPONSE);
  }

  /** With the given response timeout. */
  public static CarrierProperties patient(Duration response) {
    return with(new AuthBuilder(AuthType.NONE).build(), response, Unavailable.IN_DOUBT);
  }

  /** Of a carrier whose orders are sent again after a 503. */
  static CarrierProperties retryingUnavailable() {
    return with(new AuthBuilder(AuthType.NONE).build(), RESPONSE, Unavailable.RETRY);
  }

  /** With a response timeout that no test reaches. */
  public static CarrierProperties with(Auth auth) {
    return with(auth, Duration.ofSeconds(30), Unavailable.IN_DOUBT);
  }

  public static CarrierProperties with(String baseUrl, Auth auth) {
    return with(baseUrl, auth, RESPONSE, Unavailable.IN_DOUBT);
  }

  private static CarrierProperties with(Auth auth, Duration response, Unavailable unavailable) {
    return with("https://carrier.example", auth, response, unavailable);
  }

  private static CarrierProperties with(
      String baseUrl, Auth auth, Duration response, Unavailable unavailable) {
    return with(baseUrl, auth, CONNECT, response, unavailable, Map.of(), "", null);
  }

  private static CarrierProperties with(
      String baseUrl,
      Auth auth,
      Duration connect,
      Duration response,
      Unavailable unavailable,
      Map<String, String> headers,
      String sslBundle,
      @Nullable ProxyProperties proxy) {
    return new CarrierProperties(
        baseUrl,
        "live",
        "/orders",
        auth,
        headers,
        null,
        List.of(),
        4,
        connect,
        response,
        sslBundle,
        proxy,
        unavailable,
        ZoneId.of("UTC"),
        Map.of(),
        Duration.ZERO,
        false);
  }

  /** With extra headers. */
  public static CarrierProperties with(Auth auth, Map<String, String> headers) {
    return with(
        "https://carrier.example",
        auth,
        CONNECT,
        RESPONSE,
        Unavailable.IN_DOUBT,
        headers,
        "",
        null);
  }

  /**
   * With a bundle of certificates, and through a proxy unless it is null; with timeouts that no
   * test reaches.
   */
  public static CarrierProperties with(
      String baseUrl, Auth auth, String sslBundle, @Nullable ProxyProperties proxy) {
    return with(
        baseUrl,
        auth,
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Unavailable.IN_DOUBT,
        Map.of(),
        sslBundle,
        proxy);
  }

  /**
   * Settings as of a configuration file; those of the sandbox if {@code base-url} is missing.
   *
   * @param values by name, such as {@code rate-limit.requests}
   */
  public static CarrierProperties bind(Map<String, String> values) {
    Map<String, String> properties = new HashMap<>(Map.of("settings.base-url", "sandbox"));
    values.forEach((name, value) -> properties.put("settings." + name, value));
    return new Binder(new MapConfigurationPropertySource(properties))
        .bind("settings", CarrierProperties.class)
        .get();
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
    private ClientAuthentication clientAuthentication = ClientAuthentication.BASIC;
    private Map<String, String> parameters = Map.of();
    private String loginPath = "";
    private PresentAs presentAs = new PresentAs("", "");

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

    /** Client credentials in the body of the token request, with extra parameters. */
    public AuthBuilder post(Map<String, String> extra) {
      this.clientAuthentication = ClientAuthentication.POST;
      this.parameters = extra;
      return this;
    }

    public AuthBuilder loginPath(String path) {
      this.loginPath = path;
      return this;
    }

    public AuthBuilder asHeader(String name) {
      this.presentAs = new PresentAs(name, "");
      return this;
    }

    public AuthBuilder asQuery(String name) {
      this.presentAs = new PresentAs("", name);
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
          scope,
          clientAuthentication,
          parameters,
          loginPath,
          presentAs);
    }
  }
}
