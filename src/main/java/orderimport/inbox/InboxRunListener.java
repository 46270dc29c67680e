package orderimport.inbox;

import java.util.function.Function;
import orderimport.imports.ProgressListener;
import orderimport.job.FailureExplainer;
import orderimport.job.RunResult;
import orderimport.problem.Text;

/** Receives the events of an inbox run and explains failures. */
public interface InboxRunListener extends FailureExplainer {

  /** Wraps the import of a file; may pass it a progress listener. */
  default RunResult aroundImport(String name, Function<ProgressListener, RunResult> work) {
    return work.apply(ProgressListener.NONE);
  }

  /** Receives a message for the user. */
  default void onMessage(Text message) {}
}
