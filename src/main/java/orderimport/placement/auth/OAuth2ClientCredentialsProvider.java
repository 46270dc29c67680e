package orderimport.placement.auth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import orderimport.carrier.CarrierProperties.Auth;
import orderimport.placement.Outcome;
import orderimport.placement.http.CarrierHttpClient;
import orderimport.placement.http.HttpUris;
import orderimport.placement.http.ResponseText;
import orderimport.problem.Phrase;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by OAuth 2.0 client credentials (RFC 6749, section 4.4). A token is cached until shortly
 * before it expires; threads that need one at the same time share one token request. See ADR 11.
 */
final class OAuth2ClientCredentialsProvider implements TokenProvider {

  private static final Duration MAX_EXPIRY_MARGIN = Duration.ofSeconds(60);

  private final Auth auth;
  private final AuthPropertyNames propertyNames;
  private final CarrierHttpClient carrierHttpClient;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable CachedToken last;
  private long fetches;

  OAuth2ClientCredentialsProvider(
      Auth auth,
      AuthPropertyNames propertyNames,
      CarrierHttpClient carrierHttpClient,
      Clock clock) {
    this.auth = auth;
    this.propertyNames = propertyNames;
    this.carrierHttpClient = carrierHttpClient;
    this.clock = clock;
  }

  /**
   * The result of a token request.
   *
   * @param number the number of the token request
   * @param freshUntil when to request the next token
   * @param scope the token's scope; null if there is no token or the scope is not known
   */
  private record CachedToken(
      long number, AuthResult result, Instant freshUntil, @Nullable String scope) {}

  @Override
  public AuthResult current() {
    CachedToken cached = last;
    return cached != null && clock.instant().isBefore(cached.freshUntil)
        ? cached.result
        : fetchedSince(cached);
  }

  @Override
  public AuthResult refresh(AuthorizationHeader rejected) {
    CachedToken cached = last;
    return cached != null
            && cached.result instanceof AuthorizationHeader other
            && !other.equals(rejected)
        ? other
        : fetchedSince(cached);
  }

  @Override
  public Outcome.CarrierBlocked rejectedAfterRefresh() {
    CachedToken cached = last;
    String scope = cached == null || cached.scope == null ? "" : ResponseText.quote(cached.scope);
    return propertyNames.blocked(
        scope.isEmpty()
            ? Reason.FRESH_TOKEN_REJECTED.text()
            : Reason.FRESH_TOKEN_WITH_SCOPE_REJECTED.text(scope),
        Phrase.COMMA.text(propertyNames.of("scope"), clientCredentialProperties()));
  }

  /**
   * Returns the result that another thread has fetched meanwhile, successful or not; otherwise
   * fetches a token.
   */
  private AuthResult fetchedSince(@Nullable CachedToken cached) {
    fetching.lock();
    try {
      CachedToken current = last;
      if (current == null || (cached != null && current.number == cached.number)) {
        current = fetch();
        last = current;
      }
      return current.result;
    } finally {
      fetching.unlock();
    }
  }

  private CachedToken fetch() {
    fetches++;
    if (auth.clientId().isBlank() || auth.clientSecret().isBlank()) {
      return failed(
          propertyNames.blocked(Reason.NO_CLIENT_CREDENTIALS.text(), clientCredentialProperties()));
    }
    URI endpoint = HttpUris.parse(auth.tokenUrl()).orElse(null);
    if (endpoint == null) {
      return failed(propertyNames.blocked(Reason.TOKEN_ADDRESS_INVALID.text(), tokenUrlProperty()));
    }
    TokenResponse response =
        TokenResponse.read(carrierHttpClient.call(request(endpoint), () -> true), this::mask);
    if (response instanceof TokenResponse.Issued issued) {
      List<String> secrets = List.of(issued.token(), auth.clientSecret());
      return new CachedToken(
          fetches,
          new AuthorizationHeader("Authorization", "Bearer " + issued.token(), secrets),
          freshUntil(issued.lifetime()),
          issued.scope() == null ? null : mask(issued.scope()));
    } else if (response instanceof TokenResponse.Rejected rejected) {
      return failed(
          propertyNames.blocked(
              Reason.TOKEN_REQUEST_REJECTED.text(rejected.why()),
              Phrase.and(rejected.settings().stream().map(propertyNames::of).toList())));
    }
    TokenResponse.Unavailable unavailable = (TokenResponse.Unavailable) response;
    return failed(
        new Outcome.Retryable(
            Reason.NO_TOKEN_ISSUED.text(unavailable.why()), unavailable.after(), false));
  }

  /** Masks the secret as configured, URL-encoded, and as part of the header. */
  private String mask(String text) {
    return clientAuthorization()
        .mask(auth.clientSecret().isEmpty() ? text : text.replace(auth.clientSecret(), "***"));
  }

  private AuthorizationHeader clientAuthorization() {
    return AuthorizationHeader.basic(encoded(auth.clientId()), encoded(auth.clientSecret()));
  }

  private HttpPost request(URI endpoint) {
    HttpPost request = new HttpPost(endpoint);
    clientAuthorization().applyTo(request);
    request.setHeader("Accept", "application/json");
    List<NameValuePair> form = new ArrayList<>();
    form.add(new BasicNameValuePair("grant_type", "client_credentials"));
    if (!auth.scope().isBlank()) {
      form.add(new BasicNameValuePair("scope", auth.scope().strip()));
    }
    request.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
    return request;
  }

  private CachedToken failed(Outcome outcome) {
    return new CachedToken(fetches, new AuthResult.AuthUnavailable(outcome), Instant.MIN, null);
  }

  private Instant freshUntil(@Nullable Duration lifetime) {
    if (lifetime == null) {
      return Instant.MAX;
    }
    Duration tenth = lifetime.dividedBy(10);
    return clock
        .instant()
        .plus(lifetime)
        .minus(tenth.compareTo(MAX_EXPIRY_MARGIN) < 0 ? tenth : MAX_EXPIRY_MARGIN);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Text clientCredentialProperties() {
    return propertyNames.both("client-id", "client-secret");
  }

  private String tokenUrlProperty() {
    return propertyNames.of("token-url");
  }
}
