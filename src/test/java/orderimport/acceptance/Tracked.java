package orderimport.acceptance;

import java.time.Instant;

/** An order's state at its carrier, as {@code tracking.csv} and the page show it. */
record Tracked(
    String id, String status, boolean isFinal, Instant since, Instant checked, String details) {

  /** Whether the state is still that of an earlier check. */
  boolean isUnchanged(Tracked earlier) {
    return equals(
        new Tracked(
            earlier.id(),
            earlier.status(),
            earlier.isFinal(),
            earlier.since(),
            checked,
            earlier.details()));
  }
}
