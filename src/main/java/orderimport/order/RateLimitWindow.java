package orderimport.order;

import java.time.Duration;

/**
 * A carrier's rate limit, as the ledger keeps it: each request takes one of {@code requests} slots
 * and gives it back {@code window} after its answer, when the carrier had surely seen it. So no
 * window ever holds more requests, however late one of them reached the carrier.
 *
 * @param requests allowed in any window
 * @param window the window's length
 * @param hold how long a slot stays taken whose request was never answered for: the longest that it
 *     can take to reach the carrier, and a window
 */
public record RateLimitWindow(int requests, Duration window, Duration hold) {}
