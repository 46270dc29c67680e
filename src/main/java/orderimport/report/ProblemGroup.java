package orderimport.report;

import java.util.List;
import orderimport.imports.Problem.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The same problem in many places, told once.
 *
 * @param places the first of them, {@code Sites C7}
 */
record ProblemGroup(
    Severity severity,
    @Nullable String heading,
    String message,
    String hint,
    long count,
    List<String> places) {}
