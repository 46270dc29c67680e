package orderimport.order;

import java.time.Duration;

/**
 * Identifies a rate limit, as a carrier has at most one for each length of a window.
 *
 * @param window the window's length
 */
record RateLimitKey(String carrier, Duration window) {}
