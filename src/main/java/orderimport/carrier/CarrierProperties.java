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
 * How a carrier is reached, {@code order-import.carriers.NAME} in {@code job-config}.
 *
 * @param baseUrl {@code sandbox} for the built-in stand-in, or the carrier's address
 * @param environment where its orders are placed: {@code live}, or a name for an environment to
 *     rehearse in, in lower case; always {@code sandbox} with the built-in stand-in
 * @param orderPath the path of the order request below {@code baseUrl}
 * @param rateLimit null for no limit
 * @param concurrency requests under way at once, in one process
 * @param connectTimeout how long connecting may take, TLS included
 * @param responseTimeout how long the whole answer may take once the request has begun
 * @param unavailable what a 503 without {@code Retry-After} means
 * @param zone the time zone of dates without a time
 * @param defaults what a blank cell means, by column path; Spring Boot leaves out of a key what is
 *     neither a letter, a digit, {@code -} nor {@code .}
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
    @DefaultValue Map<String, String> defaults) {

  /** The environment in which orders cost money. */
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
    if (orderPath == null) {
      throw new InvalidConfigurationException("order-path is missing");
    }
    if (!orderPath.startsWith("/")) {
      throw new InvalidConfigurationException("order-path must begin with /, not " + orderPath);
    }
    if (baseUrl.equals(SANDBOX)) {
      environment = SANDBOX;
    } else if (!isWebAddress(baseUrl)) {
      throw new InvalidConfigurationException(
          "base-url must be sandbox or an address such as https://api.example.com, not " + baseUrl);
    }
  }

  private static boolean isWebAddress(String text) {
    try {
      URI uri = URI.create(text);
      return uri.getHost() != null && String.valueOf(uri.getScheme()).matches("(?i)https?");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether the built-in stand-in takes this carrier's orders. */
  public boolean sandbox() {
    return baseUrl.equals(SANDBOX);
  }

  /** The host that takes this carrier's orders, with its port if the address names one. */
  public String host() {
    if (sandbox()) {
      return SANDBOX;
    }
    URI uri = URI.create(baseUrl);
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  /**
   * Where orders are posted.
   *
   * @param standIn the address of the stand-in, asked for if {@link #sandbox()}
   */
  public URI orderUri(Supplier<URI> standIn) {
    String base = sandbox() ? standIn.get().toString() : baseUrl;
    return URI.create(
        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + orderPath);
  }

  /** How long as many orders take by the rate limit; zero if there is none. */
  public Duration atLeast(long orders) {
    return rateLimit == null || orders < 1
        ? Duration.ZERO
        : rateLimit.per().multipliedBy((orders - 1) / rateLimit.requests());
  }

  /**
   * At most {@code requests} in any window of the length {@code per}.
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
    /** A gateway may have given up on a request that is still processed. */
    IN_DOUBT,
    /** This carrier has not processed the order, which is sent again. */
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
   * The credentials; empty text means not set. {@code toString} shows none of them.
   *
   * @param token for {@code bearer}
   * @param tokenFile a file to read the token from instead, for {@code bearer}
   * @param username for {@code basic}
   * @param password for {@code basic}
   * @param header the header's name, for {@code header}
   * @param value the header's value, for {@code header}
   * @param tokenUrl the token endpoint, for {@code oauth2}; client credentials grant
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
