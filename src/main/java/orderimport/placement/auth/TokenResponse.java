package orderimport.placement.auth;

import java.time.Duration;
import orderimport.placement.Outcome;
import org.jspecify.annotations.Nullable;

/** The result of a token request. */
sealed interface TokenResponse {

  /**
   * A token was issued.
   *
   * @param lifetime at most a year; null if it is not stated or the token does not expire
   * @param scope null if it is not stated
   */
  record Issued(String token, @Nullable Duration lifetime, @Nullable String scope)
      implements TokenResponse {
    private static final Duration LONGEST = Duration.ofDays(365);

    public Issued {
      lifetime = lifetime != null && lifetime.compareTo(LONGEST) > 0 ? LONGEST : lifetime;
    }

    @Override
    public String toString() {
      return "Issued[" + lifetime + "]";
    }
  }

  /**
   * There is no token.
   *
   * @param outcome {@link Outcome.CarrierBlocked} or {@link Outcome.Retryable}
   */
  record Failed(Outcome outcome) implements TokenResponse {}
}
