package orderimport.web.imports;

import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * Problems with the same severity, code and heading, shown as one.
 *
 * @param heading null if the problems do not belong to a column
 * @param message the message of one of them
 * @param hint the hint of one of them
 * @param several whether the messages differ
 */
public record ProblemGroup(
    String severity,
    String code,
    @Nullable String heading,
    long count,
    Text message,
    Text hint,
    boolean several) {}
