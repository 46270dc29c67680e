package orderimport.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tokens of the sandbox's logins. They are not kept across restarts. */
final class IssuedTokens {
  private final Map<String, Instant> expiries = new ConcurrentHashMap<>();
  private final Clock clock;

  IssuedTokens(Clock clock) {
    this.clock = clock;
  }

  /** What is known of a token. */
  enum Validity {
    VALID,
    EXPIRED,
    UNKNOWN
  }

  /**
   * A new token.
   *
   * @param lifetime null if it never expires
   */
  String issue(@Nullable Duration lifetime) {
    String token = UUID.randomUUID().toString();
    expiries.put(token, lifetime == null ? Instant.MAX : clock.instant().plus(lifetime));
    return token;
  }

  Validity check(String token) {
    Instant expiry = expiries.get(token);
    if (expiry == null) {
      return Validity.UNKNOWN;
    }
    return clock.instant().isBefore(expiry) ? Validity.VALID : Validity.EXPIRED;
  }
}
