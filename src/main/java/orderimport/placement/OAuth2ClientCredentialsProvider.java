package orderimport.placement;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import orderimport.carrier.CarrierProperties.Auth;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by OAuth 2.0 client credentials (RFC 6749, section 4.4). A token is kept until shortly
 * before it runs out; threads that need one at the same time share one request for it.
 */
final class OAuth2ClientCredentialsProvider implements TokenProvider {

  private static final Duration LONGEST_MARGIN = Duration.ofSeconds(60);

  private final Auth auth;
  private final AuthPropertyNames keys;
  private final CarrierHttpClient carrierHttpClient;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable CachedToken last;
  private long fetches;

  OAuth2ClientCredentialsProvider(
      Auth auth, AuthPropertyNames keys, CarrierHttpClient carrierHttpClient, Clock clock) {
    this.auth = auth;
    this.keys = keys;
    this.carrierHttpClient = carrierHttpClient;
    this.clock = clock;
  }

  /**
   * What came of a request for a token.
   *
   * @param number counts them
   * @param freshUntil when to ask again
   * @param scope what the token is good for, null if there is none or that is not known
   */
  private record CachedToken(
      long number, AuthResult grant, Instant freshUntil, @Nullable String scope) {}

  @Override
  public AuthResult current() {
    CachedToken seen = last;
    return seen != null && clock.instant().isBefore(seen.freshUntil)
        ? seen.grant
        : fetchedSince(seen);
  }

  @Override
  public AuthResult refresh(AuthorizationHeader refused) {
    CachedToken seen = last;
    return seen != null && seen.grant instanceof AuthorizationHeader other && !other.equals(refused)
        ? other
        : fetchedSince(seen);
  }

  @Override
  public Outcome.CarrierBlocked rejectedAfterRefresh() {
    CachedToken seen = last;
    String scope = seen == null || seen.scope == null ? "" : ResponseText.quote(seen.scope);
    return keys.stop(
        "it rejects a fresh token, too (401); the token endpoint issued it "
            + (scope.isEmpty() ? "without naming a scope" : "for the scope " + scope),
        keys.of("scope") + ", " + idAndSecret());
  }

  /** What another thread has fetched meanwhile, success or not, else fetches. */
  private AuthResult fetchedSince(@Nullable CachedToken seen) {
    fetching.lock();
    try {
      CachedToken now = last;
      if (now == null || (seen != null && now.number == seen.number)) {
        now = fetch();
        last = now;
      }
      return now.grant;
    } finally {
      fetching.unlock();
    }
  }

  private CachedToken fetch() {
    fetches++;
    if (auth.clientId().isBlank() || auth.clientSecret().isBlank()) {
      return failed(keys.stop("there are no client credentials", idAndSecret()));
    }
    URI endpoint = HttpUris.parse(auth.tokenUrl()).orElse(null);
    if (endpoint == null) {
      return failed(keys.stop("the token endpoint is not an http(s) address", tokenUrl()));
    }
    TokenResponse answer =
        TokenResponse.read(carrierHttpClient.call(request(endpoint), () -> true), this::hide);
    if (answer instanceof TokenResponse.Issued issued) {
      List<String> secrets = List.of(issued.token(), auth.clientSecret());
      return new CachedToken(
          fetches,
          new AuthorizationHeader("Authorization", "Bearer " + issued.token(), secrets),
          freshUntil(issued.lifetime()),
          issued.scope() == null ? null : hide(issued.scope()));
    } else if (answer instanceof TokenResponse.Rejected rejected) {
      return failed(
          keys.stop(
              "the token endpoint rejects the request (%s)".formatted(rejected.why()),
              rejected.settings().stream().map(keys::of).collect(Collectors.joining(" and "))));
    }
    TokenResponse.Unavailable unavailable = (TokenResponse.Unavailable) answer;
    return failed(
        new Outcome.Retryable(
            "the token endpoint gave no token (%s)".formatted(unavailable.why()),
            unavailable.after(),
            false));
  }

  /** The secret may come back as it is set, as a form has it, or as the header has it. */
  private String hide(String text) {
    return own()
        .hide(auth.clientSecret().isEmpty() ? text : text.replace(auth.clientSecret(), "***"));
  }

  private AuthorizationHeader own() {
    return AuthorizationHeader.basic(encoded(auth.clientId()), encoded(auth.clientSecret()));
  }

  private HttpPost request(URI endpoint) {
    HttpPost request = new HttpPost(endpoint);
    own().applyTo(request);
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
        .minus(tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String idAndSecret() {
    return keys.of("client-id") + " and " + keys.of("client-secret");
  }

  private String tokenUrl() {
    return keys.of("token-url");
  }
}
