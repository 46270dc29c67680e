package orderimport.problem;

/**
 * A kind of problem. The bundles have its message under its key, what to do under {@code key.do}
 * (with {@code key.do.page} for the page if it differs), and the name of all kinds with its code
 * under {@code code.title}. Message and hint have the same arguments.
 */
public interface ProblemKind extends TextKey {

  /** A stable code in snake case; several kinds may share it. */
  default String code() {
    return key();
  }
}
