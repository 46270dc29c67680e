package orderimport.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts the requests to a carrier's stub and the responses. */
final class RequestCounters {
  private long received;
  private long accepted;
  private long listed;
  private final Map<String, Long> responded = new TreeMap<>();

  synchronized void received() {
    received++;
  }

  /** Counts a request of the list of orders. */
  synchronized void listed() {
    listed++;
  }

  synchronized void accepted() {
    accepted++;
  }

  /** Counts a response, even if a fault prevents it from being sent. */
  synchronized void responded(String status) {
    responded.merge(status, 1L, Long::sum);
  }

  /** The counters as {@code GET /sandbox/requests} shows them. */
  synchronized Map<String, Object> counts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("received", received);
    counts.put("accepted", accepted);
    counts.put("rejected", received - accepted);
    counts.put("answers", new TreeMap<>(responded));
    counts.put("lists", listed);
    return counts;
  }
}
