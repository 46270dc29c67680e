package orderimport.submission;

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
import orderimport.carrier.CarrierSettings.Auth;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by OAuth 2.0 client credentials (RFC 6749, section 4.4). A token is kept until shortly
 * before it runs out; threads that need one at the same time share one request for it.
 */
final class ClientCredentials implements Credentials {

  private static final Duration LONGEST_MARGIN = Duration.ofSeconds(60);

  private final Auth auth;
  private final AuthKeys keys;
  private final Wire wire;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Fetched last;
  private long fetches;

  ClientCredentials(Auth auth, AuthKeys keys, Wire wire, Clock clock) {
    this.auth = auth;
    this.keys = keys;
    this.wire = wire;
    this.clock = clock;
  }

  /**
   * What came of a request for a token.
   *
   * @param number counts them
   * @param freshUntil when to ask again
   * @param scope what the token is good for, null if there is none or that is not known
   */
  private record Fetched(long number, Grant grant, Instant freshUntil, @Nullable String scope) {}

  @Override
  public Grant current() {
    Fetched seen = last;
    return seen != null && clock.instant().isBefore(seen.freshUntil)
        ? seen.grant
        : fetchedSince(seen);
  }

  @Override
  public Grant insteadOf(Authorization refused) {
    Fetched seen = last;
    return seen != null && seen.grant instanceof Authorization other && !other.equals(refused)
        ? other
        : fetchedSince(seen);
  }

  @Override
  public Outcome.CarrierStopped refusedAgain() {
    Fetched seen = last;
    String scope = seen == null || seen.scope == null ? "" : ResponseText.quote(seen.scope);
    return keys.stop(
        "it rejects a fresh token, too (401); the token endpoint issued it "
            + (scope.isEmpty() ? "without naming a scope" : "for the scope " + scope),
        keys.of("scope") + ", " + idAndSecret());
  }

  /** What another thread has fetched meanwhile, success or not, else fetches. */
  private Grant fetchedSince(@Nullable Fetched seen) {
    fetching.lock();
    try {
      Fetched now = last;
      if (now == null || (seen != null && now.number == seen.number)) {
        now = fetch();
        last = now;
      }
      return now.grant;
    } finally {
      fetching.unlock();
    }
  }

  private Fetched fetch() {
    fetches++;
    if (auth.clientId().isBlank() || auth.clientSecret().isBlank()) {
      return failed(keys.stop("there are no client credentials", idAndSecret()));
    }
    URI endpoint = Addresses.parse(auth.tokenUrl()).orElse(null);
    if (endpoint == null) {
      return failed(keys.stop("the token endpoint is not an http(s) address", tokenUrl()));
    }
    TokenAnswer answer = TokenAnswer.read(wire.call(request(endpoint), () -> true), this::hide);
    if (answer instanceof TokenAnswer.Issued issued) {
      List<String> secrets = List.of(issued.token(), auth.clientSecret());
      return new Fetched(
          fetches,
          new Authorization("Authorization", "Bearer " + issued.token(), secrets),
          freshUntil(issued.lifetime()),
          issued.scope() == null ? null : hide(issued.scope()));
    } else if (answer instanceof TokenAnswer.Refused refused) {
      return failed(
          keys.stop(
              "the token endpoint rejects the request (%s)".formatted(refused.why()),
              refused.settings().stream().map(keys::of).collect(Collectors.joining(" and "))));
    }
    TokenAnswer.Unavailable unavailable = (TokenAnswer.Unavailable) answer;
    return failed(
        new Outcome.TryLater(
            "the token endpoint gave no token (%s)".formatted(unavailable.why()),
            unavailable.after(),
            false));
  }

  /** The secret may come back as it is set, as a form has it, or as the header has it. */
  private String hide(String text) {
    return own()
        .hide(auth.clientSecret().isEmpty() ? text : text.replace(auth.clientSecret(), "***"));
  }

  private Authorization own() {
    return Authorization.basic(encoded(auth.clientId()), encoded(auth.clientSecret()));
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

  private Fetched failed(Outcome outcome) {
    return new Fetched(fetches, new Grant.Denied(outcome), Instant.MIN, null);
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
