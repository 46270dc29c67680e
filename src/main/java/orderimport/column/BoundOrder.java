package orderimport.column;

import java.util.List;
import java.util.Optional;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Severity;
import org.jspecify.annotations.Nullable;

/**
 * An order's rows, bound to the carrier's request.
 *
 * @param request the request; null if a cell of it could not be read
 * @param problems all of them, by cell
 * @param places tells where a field of the request came from
 */
public record BoundOrder(@Nullable Record request, List<Problem> problems, FieldLocator places) {

  /** Whether it may be sent. */
  public boolean valid() {
    return request != null
        && problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
  }

  /** Where the fields of a request came from. */
  public interface FieldLocator {

    /**
     * A problem at the cell that a field came from, or at its row where no cell did.
     *
     * @param path from the request's root, as a carrier names it; null for the order as a whole
     */
    Problem at(@Nullable String path, String code, Severity severity, String message, String hint);

    /** A problem at the cell that names the order in its first row. */
    Problem atOrderRef(String code, Severity severity, String message, String hint);

    /** The column's heading in the sheet, or its path if the sheet has none. */
    Optional<String> heading(String path);
  }
}
