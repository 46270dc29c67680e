package orderimport.sandbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done wrong, the first ordered first. */
final class Misbehaviours {
  private final List<Remaining> ordered = new ArrayList<>();

  /** A misbehaviour and how often it still happens. */
  private static final class Remaining {
    private final Misbehaviour misbehaviour;
    private @Nullable Integer times;

    Remaining(Misbehaviour misbehaviour) {
      this.misbehaviour = misbehaviour;
      this.times = misbehaviour.times();
    }
  }

  synchronized void order(Misbehaviour misbehaviour) {
    ordered.add(new Remaining(misbehaviour));
  }

  synchronized void end() {
    ordered.clear();
  }

  /** What to do wrong with this request; {@link Misbehaviour#NONE} for nothing. */
  synchronized Misbehaviour next(String carrier, String orderRef) {
    for (Remaining remaining : ordered) {
      boolean left = remaining.times == null || remaining.times > 0;
      if (left && remaining.misbehaviour.concerns(carrier, orderRef)) {
        if (remaining.times != null) {
          remaining.times--;
        }
        return remaining.misbehaviour;
      }
    }
    return Misbehaviour.NONE;
  }
}
