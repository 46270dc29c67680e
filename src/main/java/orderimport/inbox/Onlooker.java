package orderimport.inbox;

import java.util.function.Function;
import orderimport.imports.Progress;
import orderimport.job.FailureExplainer;
import orderimport.job.RunResult;

/** Looks on while an inbox is worked through, and explains what fails. */
public interface Onlooker extends FailureExplainer {

  /** Has a file imported, and hears how far it is. */
  default RunResult look(String name, Function<Progress, RunResult> work) {
    return work.apply(Progress.NONE);
  }

  /** Something worth telling at once, in plain words. */
  default void tell(String message) {}
}
