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

  /** What is wrong, by an example where the values differ. */
  String what() {
    return messages > 1 ? "For example: " + message : message;
  }
}
