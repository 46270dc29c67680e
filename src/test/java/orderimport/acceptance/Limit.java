package orderimport.acceptance;

import java.time.Duration;

/** At most so many requests in any period of that length. */
record Limit(int requests, Duration per) {}
