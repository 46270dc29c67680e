package orderimport.report;

import java.util.List;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text;
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
    Text message,
    Text hint,
    long count,
    long messages,
    List<Text> places) {

  /** As {@link #what}, with the heading. */
  Text whatAndWhere() {
    return example(ResultProblem.named(heading, message));
  }

  /** The message; marked as an example if there are several. */
  Text what() {
    return example(message);
  }

  private Text example(Text text) {
    return messages > 1 ? ReportText.EXAMPLE.text(text) : text;
  }
}
