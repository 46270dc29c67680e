package orderimport.report;

import java.util.List;
import orderimport.imports.Problem.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A problem that occurs in several locations.
 *
 * @param message of the first location
 * @param count the number of locations
 * @param messages the number of different messages, which name different values
 * @param places the first locations, such as {@code Sites C7}
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

  /** As {@link #what}, with the heading. */
  String whatAndWhere() {
    String named = ResultProblem.named(heading, message);
    return messages > 1 ? EXAMPLE + named : named;
  }

  /** The message; marked as an example if there are several. */
  String what() {
    return messages > 1 ? EXAMPLE + message : message;
  }
}
