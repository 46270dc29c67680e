package orderimport.carrier;

import java.util.List;
import orderimport.problem.ProblemKind;

/**
 * A violated rule, as the payload of a constraint violation. The constraint violation's path names
 * the field.
 *
 * @param arguments of the kind's texts, after the field
 */
record Violation(ProblemKind kind, List<Object> arguments) {
  static Violation of(ProblemKind kind, Object... arguments) {
    return new Violation(kind, List.of(arguments));
  }
}
