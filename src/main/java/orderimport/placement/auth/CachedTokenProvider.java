package orderimport.placement.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import orderimport.carrier.CarrierProperties.PresentAs;
import orderimport.placement.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Caches the token of a source until shortly before it expires; threads that need one at the same
 * time share one token request. See ADR 0011.
 */
final class CachedTokenProvider implements TokenProvider {

  private static final Duration MAX_EXPIRY_MARGIN = Duration.ofSeconds(60);

  private final TokenSource tokenSource;
  private final PresentAs presentAs;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable CachedToken last;
  private long fetches;

  CachedTokenProvider(TokenSource tokenSource, PresentAs presentAs, Clock clock) {
    this.tokenSource = tokenSource;
    this.presentAs = presentAs;
    this.clock = clock;
  }

  /**
   * The result of a token request.
   *
   * @param number the number of the token request
   * @param freshUntil when to request the next token
   * @param issued null if there is no token
   */
  private record CachedToken(
      long number, AuthResult result, Instant freshUntil, TokenResponse.@Nullable Issued issued) {}

  @Override
  public AuthResult current() {
    CachedToken cached = last;
    return cached != null && clock.instant().isBefore(cached.freshUntil)
        ? cached.result
        : fetchedSince(cached);
  }

  @Override
  public AuthResult refresh(Authorization rejected) {
    CachedToken cached = last;
    return cached != null && cached.result instanceof Authorization other && !other.equals(rejected)
        ? other
        : fetchedSince(cached);
  }

  @Override
  public Outcome.CarrierBlocked rejectedAfterRefresh() {
    CachedToken cached = last;
    return tokenSource.rejectedAfterRefresh(
        cached == null || cached.issued == null ? null : cached.issued.scope());
  }

  @Override
  public @Nullable Duration lifetime() {
    CachedToken cached = last;
    return cached == null || cached.issued == null ? null : cached.issued.lifetime();
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
    TokenResponse response = tokenSource.fetch();
    if (response instanceof TokenResponse.Issued issued) {
      return new CachedToken(
          fetches,
          Authorization.token(issued.token(), presentAs, tokenSource.secrets()),
          freshUntil(issued.lifetime()),
          issued);
    }
    Outcome outcome = ((TokenResponse.Failed) response).outcome();
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
}
