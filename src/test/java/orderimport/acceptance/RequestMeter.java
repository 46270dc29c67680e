package orderimport.acceptance;

import java.util.ArrayList;
import java.util.List;

/** Measures requests of all kinds over sliding windows, by the computer's own clock. */
final class RequestMeter {
  private final List<Long> arrivals = new ArrayList<>();

  /** Counts a request and returns the limits that it exceeds. */
  synchronized List<Limit> count(List<Limit> limits) {
    long now = System.nanoTime();
    arrivals.add(now);
    return limits.stream().filter(limit -> isExceeded(limit, now)).toList();
  }

  private boolean isExceeded(Limit limit, long now) {
    int earlier = arrivals.size() - 1 - limit.requests();
    return earlier >= 0 && now - arrivals.get(earlier) < limit.per().toNanos();
  }

  synchronized int total() {
    return arrivals.size();
  }
}
