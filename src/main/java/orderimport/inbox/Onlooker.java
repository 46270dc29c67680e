package orderimport.inbox;

import java.util.function.Function;
import orderimport.imports.Progress;
import orderimport.job.RunResult;

/** Looks on while an inbox is worked through. */
public interface Onlooker {

  /** Has a file imported, and hears how far it is. */
  default RunResult look(String name, Function<Progress, RunResult> work) {
    return work.apply(Progress.NONE);
  }

  /** Something worth telling at once, in plain words. */
  default void tell(String message) {}

  /**
   * What a failure means and what to do, in plain words.
   *
   * @param activity what failed, such as {@code importing sites.xlsx}
   */
  String explain(String activity, Throwable failure);
}
