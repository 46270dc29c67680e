package orderimport.job;

/** Says in plain words what a failure means: the same for commands, inboxes and the page. */
@FunctionalInterface
public interface FailureExplainer {
  /** Where nobody knows more. */
  FailureExplainer GENERAL =
      (activity, failure) ->
          "Unexpected error while %s. The log file has the details.".formatted(activity);

  /**
   * What a failure means and what to do.
   *
   * @param activity what failed, such as {@code importing sites.xlsx}
   */
  String explain(String activity, Throwable failure);
}
