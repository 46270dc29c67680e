package orderimport.order;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One of a carrier's rate limits as enforced by the ledger: each request acquires one of {@code
 * requests} slots, which becomes free {@code window} after the response, when the carrier has
 * certainly received the request. Therefore no window contains more requests, however late one of
 * them reaches the carrier. Where the carrier promises to count a request when it arrives, the slot
 * becomes free {@code window} after the request has arrived at the latest.
 *
 * @param requests the number of requests allowed in any window
 * @param window the window's length
 * @param hold how long the slot of a request without a recorded result stays taken: the longest
 *     time that the request can take to reach the carrier, plus a window
 * @param arrival the longest time from the first byte of a request until it is counted; null if the
 *     carrier may count it as late as at the response
 */
public record RateLimitWindow(
    int requests, Duration window, Duration hold, @Nullable Duration arrival) {

  /** The same limit for fewer requests. */
  public RateLimitWindow of(int fewer) {
    return new RateLimitWindow(fewer, window, hold, arrival);
  }

  /** Identifies this limit among those of all carriers. */
  RateLimitKey key(String carrier) {
    return new RateLimitKey(carrier, window);
  }
}
