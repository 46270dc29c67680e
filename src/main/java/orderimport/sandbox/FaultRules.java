package orderimport.sandbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The active fault rules, in the order in which they were added. */
final class FaultRules {
  private final List<Remaining> active = new ArrayList<>();

  /**
   * A request to a carrier's stub.
   *
   * @param template the path of the endpoint, with {@code {id}} where it has an id
   * @param orderRef empty if it has none
   * @param order whether it is an order request
   */
  record IncomingRequest(
      String method,
      String path,
      String template,
      String carrier,
      String orderRef,
      boolean order) {}

  /** A rule with its remaining number of requests. */
  private static final class Remaining {
    private final FaultRule faultRule;
    private @Nullable Integer times;

    Remaining(FaultRule faultRule) {
      this.faultRule = faultRule;
      this.times = faultRule.times();
    }
  }

  synchronized void add(FaultRule faultRule) {
    active.add(new Remaining(faultRule));
  }

  synchronized void reset() {
    active.clear();
  }

  /** The rule to apply to this request; {@link FaultRule#NONE} if none matches. */
  synchronized FaultRule next(IncomingRequest request) {
    for (Remaining remaining : active) {
      boolean left = remaining.times == null || remaining.times > 0;
      if (left && remaining.faultRule.matches(request)) {
        if (remaining.times != null) {
          remaining.times--;
        }
        return remaining.faultRule;
      }
    }
    return FaultRule.NONE;
  }
}
