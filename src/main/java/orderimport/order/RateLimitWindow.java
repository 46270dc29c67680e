package orderimport.order;

import java.time.Duration;

/**
 * One of a carrier's rate limits as enforced by the ledger: each request acquires one of {@code
 * requests} slots, which becomes free {@code window} after the response, when the carrier has
 * certainly received the request. Therefore no window contains more requests, however late one of
 * them reaches the carrier.
 *
 * @param requests the number of requests allowed in any window
 * @param window the window's length
 * @param hold how long the slot of a request without a recorded result stays taken: the longest
 *     time that the request can take to reach the carrier, plus a window
 */
public record RateLimitWindow(int requests, Duration window, Duration hold) {

  /** Identifies this limit among those of all carriers. */
  RateLimitKey key(String carrier) {
    return new RateLimitKey(carrier, window);
  }
}
