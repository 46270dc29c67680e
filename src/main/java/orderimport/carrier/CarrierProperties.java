package orderimport.carrier;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
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
 * @param orderPath the path of the order request below {@code baseUrl}; blank for {@link
 *     Carrier#orderPath}, which {@link OrderImportProperties#of} fills in
 * @param headers extra headers of each request to {@code baseUrl}, by name; the values may be
 *     secrets
 * @param rateLimit the short form of one of the {@code rateLimits}; null if not set
 * @param rateLimits all of them apply; use {@link #limits}
 * @param concurrency the maximum number of orders that are sent at the same time, by one import or,
 *     with an external database, by all machines
 * @param connectTimeout the timeout for connecting, including TLS
 * @param responseTimeout the timeout from the start of the request to the end of the response
 * @param sslBundle the name of a bundle of {@code spring.ssl.bundle} with the trusted certificates
 *     and the client certificate; blank for those of the Java installation
 * @param proxy for {@code baseUrl} and the token endpoint; null for direct connections
 * @param unavailable what a 503 without {@code Retry-After} means
 * @param zone the time zone of dates without a time
 * @param defaults the value of a blank cell, by column path; Spring Boot drops from a key all
 *     characters other than letters, digits, {@code -} and {@code .}
 * @param askAfter how long after its attempt an order in doubt is looked up at the carrier
 * @param addressCheck whether the validation looks each address up at the carrier
 */
public record CarrierProperties(
    @DefaultValue("sandbox") String baseUrl,
    @DefaultValue(LIVE) String environment,
    @DefaultValue("") String orderPath,
    @DefaultValue Auth auth,
    @DefaultValue Map<String, String> headers,
    @Nullable RateLimit rateLimit,
    @DefaultValue List<RateLimit> rateLimits,
    @DefaultValue("4") int concurrency,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("30s") Duration responseTimeout,
    @DefaultValue("") String sslBundle,
    @Nullable ProxyProperties proxy,
    @DefaultValue("in-doubt") Unavailable unavailable,
    @DefaultValue("UTC") ZoneId zone,
    @DefaultValue Map<String, String> defaults,
    @DefaultValue("10m") Duration askAfter,
    @DefaultValue("false") boolean addressCheck) {

  /** The environment in which orders are real. */
  public static final String LIVE = "live";

  /** The environment of the sandbox. */
  public static final String SANDBOX = "sandbox";

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
    if (!orderPath.isEmpty() && !orderPath.startsWith("/")) {
      throw new InvalidConfigurationException("order-path must begin with /, not " + orderPath);
    }
    if (baseUrl.equals(SANDBOX)) {
      environment = SANDBOX;
    } else {
      checkBaseUrl(baseUrl);
    }
    if (rateLimit != null && !rateLimits.isEmpty()) {
      throw new InvalidConfigurationException("set rate-limit or rate-limits, not both");
    }
    if (rateLimits.stream().map(RateLimit::per).distinct().count() < rateLimits.size()) {
      throw new InvalidConfigurationException("rate-limits must each have another per");
    }
    headers.forEach(HeaderRules::check);
    headers.keySet().forEach(auth::requireOtherHeader);
  }

  /** The address is not quoted where it may contain a secret. */
  private static void checkBaseUrl(String baseUrl) {
    URI uri =
        WebAddress.parse(baseUrl)
            .orElseThrow(
                () ->
                    new InvalidConfigurationException(
                        "base-url must be sandbox or an address such as https://api.example.com"
                            + (baseUrl.matches(".*[@?#].*") ? "" : ", not " + baseUrl)));
    if (uri.getRawUserInfo() != null) {
      throw new InvalidConfigurationException(
          "base-url must not contain a user and password; use auth");
    } else if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new InvalidConfigurationException(
          "base-url must not contain ? or #; for a token in the address, use auth.present-as");
    }
  }

  /** These settings with the carrier's own path if {@code order-path} is not set. */
  CarrierProperties withDefaultsOf(Carrier carrier) {
    return !orderPath.isEmpty()
        ? this
        : new CarrierProperties(
            baseUrl,
            environment,
            carrier.orderPath(),
            auth,
            headers,
            rateLimit,
            rateLimits,
            concurrency,
            connectTimeout,
            responseTimeout,
            sslBundle,
            proxy,
            unavailable,
            zone,
            defaults,
            askAfter,
            addressCheck);
  }

  /** All rate limits, the shortest window first; empty for no limit. */
  public List<RateLimit> limits() {
    return rateLimit != null
        ? List.of(rateLimit)
        : rateLimits.stream().sorted(Comparator.comparing(RateLimit::per)).toList();
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
    return uri(sandbox() ? sandboxUri.get().toString() : baseUrl, path);
  }

  /** The URI of a path below {@code baseUrl}. */
  public URI uri(String path) {
    return uri(baseUrl, path);
  }

  private static URI uri(String base, String path) {
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  /** The minimum time for this many orders under the rate limits; zero without a rate limit. */
  public Duration atLeast(long orders) {
    return limits().stream()
        .map(limit -> limit.per().multipliedBy(Math.max(0, orders - 1) / limit.requests()))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /**
   * The values of {@code headers} that may be secrets. A plain word or a short value is not masked:
   * it may occur in any text by chance.
   */
  public List<String> secretHeaderValues() {
    return headers.values().stream()
        .filter(value -> value.length() >= 16 || value.matches("(?=.*[0-9])(?=.*[A-Za-z]).{8,}"))
        .toList();
  }

  @Override
  public String toString() {
    return "CarrierProperties[" + host() + "]";
  }

  /**
   * At most {@code requests} in any time window of length {@code per}.
   *
   * @param requests at least 1
   * @param per positive
   * @param counts when the carrier counts a request
   */
  public record RateLimit(int requests, Duration per, @DefaultValue("response") Counts counts) {

    /** When a carrier counts a request. */
    public enum Counts {
      /** At any time until its response, which is all that is known without a promise. */
      RESPONSE,
      /** When it arrives, as the carrier has promised. */
      ARRIVAL
    }

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
    OAUTH2,
    LOGIN;

    /** Whether it provides a token, which {@code present-as} concerns. */
    boolean hasToken() {
      return this == BEARER || this == OAUTH2 || this == LOGIN;
    }
  }

  /** How the client authenticates at a token endpoint (RFC 6749, section 2.3.1). */
  public enum ClientAuthentication {
    /** By the header {@code Authorization: Basic}. */
    BASIC,
    /** By {@code client_id} and {@code client_secret} in the body. */
    POST
  }

  /**
   * How a token is presented; at most one of the two is set.
   *
   * @param header the name of a header with only the token; blank for {@code Authorization: Bearer}
   * @param query the name of a query parameter; blank for none
   */
  public record PresentAs(@DefaultValue("") String header, @DefaultValue("") String query) {
    public PresentAs {
      if (!header.isBlank() && !query.isBlank()) {
        throw new InvalidConfigurationException("set header or query, not both");
      }
      if (!header.isBlank() && !HeaderRules.canCarryCredentials(header)) {
        HeaderRules.checkName(header);
      }
      if (!query.matches("[A-Za-z0-9_.~-]*")) {
        throw new InvalidConfigurationException(
            "query must be the name of a parameter, such as token, not " + query);
      }
    }
  }

  /**
   * The credentials; an empty string means not set. {@code toString} hides all of them.
   *
   * @param token for {@code bearer}
   * @param tokenFile for {@code bearer}: a file to read the token from instead
   * @param username for {@code basic} and {@code login}
   * @param password for {@code basic} and {@code login}
   * @param header for {@code header}: the header's name
   * @param value for {@code header}: the header's value
   * @param tokenUrl for {@code oauth2}: the token endpoint of the client credentials grant
   * @param clientId for {@code oauth2}
   * @param clientSecret for {@code oauth2}
   * @param scope for {@code oauth2}, blank for none
   * @param clientAuthentication for {@code oauth2}
   * @param parameters for {@code oauth2}: extra parameters of the token request, by name
   * @param loginPath for {@code login}: the path below {@code base-url}
   * @param presentAs for {@code bearer}, {@code oauth2} and {@code login}
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
      @DefaultValue("") String scope,
      @DefaultValue("basic") ClientAuthentication clientAuthentication,
      @DefaultValue Map<String, String> parameters,
      @DefaultValue("") String loginPath,
      @DefaultValue PresentAs presentAs) {

    private static final List<String> OWN_PARAMETERS =
        List.of("grant_type", "scope", "client_id", "client_secret");

    public Auth {
      if (!type.hasToken() && !presentAs.equals(new PresentAs("", ""))) {
        throw new InvalidConfigurationException(
            "present-as is for the types bearer, oauth2 and login");
      }
      for (String name : OWN_PARAMETERS) {
        if (parameters.containsKey(name)) {
          throw new InvalidConfigurationException(
              "parameters must not contain %s, which has a setting of its own".formatted(name));
        }
      }
      if (!loginPath.isEmpty() && !loginPath.matches("/[^?#\\s]*")) {
        throw new InvalidConfigurationException(
            "login-path must be a path such as /auth/login, not " + loginPath);
      }
    }

    /** Rejects an extra header that the credentials use. */
    private void requireOtherHeader(String name) {
      if (name.equalsIgnoreCase(header.strip())
          || name.equalsIgnoreCase(presentAs.header().strip())) {
        throw new InvalidConfigurationException(
            "headers must not contain %s, which auth sets".formatted(name));
      }
    }

    @Override
    public String toString() {
      return "Auth[" + type + "]";
    }
  }
}
