package orderimport.job;

import orderimport.problem.Text;

/** Explains a failure in plain words, for commands, inboxes and the page. */
@FunctionalInterface
public interface FailureExplainer {
  /** Refers to the log file. */
  FailureExplainer GENERAL = (activity, failure) -> JobText.UNEXPECTED.text(activity);

  /**
   * Explains what a failure means and what to do; without a full stop.
   *
   * @param activity the activity that failed, such as {@link JobText#IMPORTING}
   */
  Text explain(Text activity, Throwable failure);
}
