package orderimport.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.problem.ProblemKind;
import org.jspecify.annotations.Nullable;

/**
 * An order's rows, bound to the carrier's request.
 *
 * @param request the request; null if one of its cells could not be parsed
 * @param problems all problems, sorted by location
 * @param places finds the source cell of a request field
 * @param draft the request as far as its cells could be parsed
 * @param information the cells that are neither checked nor sent, by the path of their field
 */
public record BoundOrder(
    @Nullable Record request,
    List<Problem> problems,
    FieldLocator places,
    Record draft,
    Map<String, String> information) {

  /** Whether the order may be sent. */
  public boolean valid() {
    return request != null
        && problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
  }

  /** This order with further problems. */
  public BoundOrder with(List<Problem> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(more);
    all.sort(OrderBindingSession.BY_LOCATION);
    return new BoundOrder(request, List.copyOf(all), places, draft, information);
  }

  /** Locates the source cells of request fields. */
  public interface FieldLocator {

    /**
     * A problem at the source cell of a field, or at its row if it has no cell.
     *
     * @param path from the request's root, as a carrier spells it; null for the order as a whole
     */
    Problem at(@Nullable String path, Severity severity, ProblemKind kind, Object... arguments);

    /** A problem at the {@code order_ref} cell of the order's first row. */
    Problem atOrderRef(Severity severity, ProblemKind kind, Object... arguments);

    /** The column's heading in the sheet, or its path if the sheet has no such column. */
    Optional<String> heading(String path);
  }
}
