package orderimport.carrier;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The connection settings of a carrier: {@code order-import.carriers.NAME} in {@code job-config}.
 *
 * @param baseUrl {@code sandbox} for the built-in sandbox, or the carrier's address
 * @param environment where its orders are placed: {@code live}, or the name of a test environment,
 *     in lower case; always {@code sandbox} with the built-in sandbox
 * @param orderPath the path of the order request below {@code baseUrl}
 * @param rateLimit null for no limit
 * @param concurrency the maximum number of concurrent requests of one process
 * @param connectTimeout the timeout for connecting, including TLS
 * @param responseTimeout the timeout from the start of the request to the end of the response
 * @param unavailable what a 503 without {@code Retry-After} means
 * @param zone the time zone of dates without a time
 * @param defaults the value of a blank cell, by column path; Spring Boot drops from a key all
 *     characters other than letters, digits, {@code -} and {@code .}
 * @param askAfter how long after its attempt an order in doubt is looked up at the carrier
 */
public record CarrierProperties(
    @DefaultValue("sandbox") String baseUrl,
    @DefaultValue(LIVE) String environment,
    String orderPath,
    @DefaultValue Auth auth,
    @Nullable RateLimit rateLimit,
    @DefaultValue("4") int concurrency,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("30s") Duration responseTimeout,
    @DefaultValue("in-doubt") Unavailable unavailable,
    @DefaultValue("UTC") ZoneId zone,
    @DefaultValue Map<String, String> defaults,
    @DefaultValue("10m") Duration askAfter) {

  /** The environment in which orders are real. */
  public static final String LIVE = "live";

  private static final String SANDBOX = "sandbox";

  public CarrierProperties {
    environment = environment.strip().toLowerCase(Locale.ROOT);
    if (!environment.matches("[a-z0-9][a-z0-9_.-]{0,39}")) {
      throw new InvalidConfigurationException(
          "environment must be a short name such as live or staging, not " + environment);
    }
    if (concurrency < 1) {
      throw new InvalidConfigurationException("concurrency must be at least 1, not " + concurrency);
    }
    if (askAfter.isNegative()) {
      throw new InvalidConfigurationException("ask-after must not be negative, such as 10m");
    }
    if (orderPath == null) {
      throw new InvalidConfigurationException("order-path is missing");
    }
    if (!orderPath.startsWith("/")) {
      throw new InvalidConfigurationException("order-path must begin with /, not " + orderPath);
    }
    if (baseUrl.equals(SANDBOX)) {
      environment = SANDBOX;
    } else if (WebAddress.parse(baseUrl).isEmpty()) {
      throw new InvalidConfigurationException(
          "base-url must be sandbox or an address such as https://api.example.com, not " + baseUrl);
    }
  }

  /** Whether this carrier's orders go to the built-in sandbox. */
  public boolean sandbox() {
    return baseUrl.equals(SANDBOX);
  }

  /** The host that receives this carrier's orders, with the port if the address has one. */
  public String host() {
    if (sandbox()) {
      return SANDBOX;
    }
    URI uri = URI.create(baseUrl);
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  /**
   * The URI that orders are posted to.
   *
   * @param sandboxUri the address of the sandbox, called only if {@link #sandbox()}
   */
  public URI orderUri(Supplier<URI> sandboxUri) {
    return uri(sandboxUri, orderPath);
  }

  /**
   * The URI of a path below {@code baseUrl}.
   *
   * @param sandboxUri the address of the sandbox, called only if {@link #sandbox()}
   * @param path with a leading slash, and a query if there is one, encoded
   */
  public URI uri(Supplier<URI> sandboxUri, String path) {
    String base = sandbox() ? sandboxUri.get().toString() : baseUrl;
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  /** The minimum time for this many orders under the rate limit; zero without a rate limit. */
  public Duration atLeast(long orders) {
    return rateLimit == null || orders < 1
        ? Duration.ZERO
        : rateLimit.per().multipliedBy((orders - 1) / rateLimit.requests());
  }

  /**
   * At most {@code requests} in any time window of length {@code per}.
   *
   * @param requests at least 1
   * @param per positive
   */
  public record RateLimit(int requests, Duration per) {
    public RateLimit {
      if (requests < 1) {
        throw new InvalidConfigurationException("it needs requests of at least 1, such as 60");
      }
      if (per == null) {
        throw new InvalidConfigurationException("it needs per, such as 1m");
      }
      if (per.isNegative() || per.isZero()) {
        throw new InvalidConfigurationException("per must be longer than 0, such as 1m");
      }
    }
  }

  /** What a 503 without {@code Retry-After} means for its order. */
  public enum Unavailable {
    /** A gateway may have timed out on a request that the carrier is still processing. */
    IN_DOUBT,
    /** The carrier has not processed the order, so it is sent again. */
    RETRY
  }

  /** How requests are authorized. */
  public enum AuthType {
    NONE,
    BEARER,
    BASIC,
    HEADER,
    OAUTH2
  }

  /**
   * The credentials; an empty string means not set. {@code toString} hides all of them.
   *
   * @param token for {@code bearer}
   * @param tokenFile for {@code bearer}: a file to read the token from instead
   * @param username for {@code basic}
   * @param password for {@code basic}
   * @param header for {@code header}: the header's name
   * @param value for {@code header}: the header's value
   * @param tokenUrl for {@code oauth2}: the token endpoint of the client credentials grant
   * @param clientId for {@code oauth2}
   * @param clientSecret for {@code oauth2}
   * @param scope for {@code oauth2}, blank for none
   */
  public record Auth(
      @DefaultValue("none") AuthType type,
      @DefaultValue("") String token,
      @DefaultValue("") String tokenFile,
      @DefaultValue("") String username,
      @DefaultValue("") String password,
      @DefaultValue("") String header,
      @DefaultValue("") String value,
      @DefaultValue("") String tokenUrl,
      @DefaultValue("") String clientId,
      @DefaultValue("") String clientSecret,
      @DefaultValue("") String scope) {

    @Override
    public String toString() {
      return "Auth[" + type + "]";
    }
  }
}
