package orderimport.report;

import java.util.List;
import orderimport.imports.Problem.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The same problem in many places, told once.
 *
 * @param message of the first place
 * @param messages how many different ones there are, for other values
 * @param places the first of them, {@code Sites C7}
 */
record ProblemGroup(
    Severity severity,
    @Nullable String heading,
    String message,
    String hint,
    long count,
    long messages,
    List<String> places) {

  private static final String EXAMPLE = "For example: ";

  /** As {@link #what}, where nothing else names the heading. */
  String whatAndWhere() {
    String named = ResultProblem.named(heading, message);
    return messages > 1 ? EXAMPLE + named : named;
  }

  /** What is wrong, by an example where the values differ. */
  String what() {
    return messages > 1 ? EXAMPLE + message : message;
  }
}
