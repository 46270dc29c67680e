package orderimport.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import orderimport.carrier.StubEndpoint;

/** Counts the requests to a carrier's stub and the responses. */
final class RequestCounters {
  private long received;
  private long accepted;
  private final Map<String, Long> called = new TreeMap<>();
  private final Map<String, Long> responded = new TreeMap<>();

  synchronized void received() {
    received++;
  }

  /** Counts a request of an endpoint beside the order request. */
  synchronized void called(StubEndpoint endpoint) {
    called.merge(endpoint.method() + " " + endpoint.path(), 1L, Long::sum);
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
    counts.put("calls", new TreeMap<>(called));
    return counts;
  }
}
