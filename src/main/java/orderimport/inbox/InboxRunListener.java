package orderimport.inbox;

import java.util.function.Function;
import orderimport.imports.ProgressListener;
import orderimport.job.FailureExplainer;
import orderimport.job.RunResult;

/** Looks on while an inbox is worked through, and explains what fails. */
public interface InboxRunListener extends FailureExplainer {

  /** Has a file imported, and hears how far it is. */
  default RunResult aroundImport(String name, Function<ProgressListener, RunResult> work) {
    return work.apply(ProgressListener.NONE);
  }

  /** Something worth telling at once, in plain words. */
  default void onMessage(String message) {}
}
