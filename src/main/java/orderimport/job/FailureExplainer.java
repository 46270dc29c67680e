package orderimport.job;

/** Explains a failure in plain words, for commands, inboxes and the page. */
@FunctionalInterface
public interface FailureExplainer {
  /** Refers to the log file. */
  FailureExplainer GENERAL =
      (activity, failure) ->
          "Unexpected error while %s. The log file has the details.".formatted(activity);

  /**
   * Explains what a failure means and what to do.
   *
   * @param activity the activity that failed, such as {@code importing sites.xlsx}
   */
  String explain(String activity, Throwable failure);
}
