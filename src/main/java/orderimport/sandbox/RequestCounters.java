package orderimport.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How many requests a carrier's stand-in had, and what became of them. */
final class RequestCounters {
  private long received;
  private long accepted;
  private final Map<String, Long> answered = new TreeMap<>();

  synchronized void received() {
    received++;
  }

  synchronized void accepted() {
    accepted++;
  }

  /** An answer was decided on, sent or not. */
  synchronized void answered(String status) {
    answered.merge(status, 1L, Long::sum);
  }

  /** As {@code GET /sandbox/requests} shows them. */
  synchronized Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("received", received);
    figures.put("accepted", accepted);
    figures.put("refused", received - accepted);
    figures.put("answers", new TreeMap<>(answered));
    return figures;
  }
}
