package orderimport.sandbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done wrong, the first ordered first. */
final class FaultRules {
  private final List<Remaining> ordered = new ArrayList<>();

  /** A misbehaviour and how often it still happens. */
  private static final class Remaining {
    private final FaultRule faultRule;
    private @Nullable Integer times;

    Remaining(FaultRule faultRule) {
      this.faultRule = faultRule;
      this.times = faultRule.times();
    }
  }

  synchronized void order(FaultRule faultRule) {
    ordered.add(new Remaining(faultRule));
  }

  synchronized void reset() {
    ordered.clear();
  }

  /** What to do wrong with this request; {@link FaultRule#NONE} for nothing. */
  synchronized FaultRule next(String carrier, String orderRef) {
    for (Remaining remaining : ordered) {
      boolean left = remaining.times == null || remaining.times > 0;
      if (left && remaining.faultRule.matches(carrier, orderRef)) {
        if (remaining.times != null) {
          remaining.times--;
        }
        return remaining.faultRule;
      }
    }
    return FaultRule.NONE;
  }
}
