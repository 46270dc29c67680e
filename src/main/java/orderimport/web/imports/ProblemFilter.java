package orderimport.web.imports;

import java.util.Arrays;
import orderimport.problem.Problem.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Which problems to show; null matches all. A blank or unknown value becomes null.
 *
 * @param rows {@code all} to show the rows without problems as well
 * @param carrier of the order
 * @param order the name of the order whose rows to show, all of them
 */
record ProblemFilter(
    @Nullable String severity,
    @Nullable String code,
    @Nullable String heading,
    @Nullable String rows,
    @Nullable String carrier,
    @Nullable String order) {

  ProblemFilter {
    String requested = severity;
    boolean known =
        Arrays.stream(Severity.values()).anyMatch(each -> each.name().equals(requested));
    severity = known ? severity : null;
    code = code == null || code.isBlank() ? null : code;
    heading = heading == null || heading.isBlank() ? null : heading;
    order = order == null || order.isBlank() || carrier == null ? null : order;
  }

  /** Whether rows without problems are shown as well. */
  public boolean isAllRows() {
    return "all".equals(rows) && !isActive();
  }

  public boolean isActive() {
    return severity != null || code != null || heading != null || order != null;
  }

  /** The parameters that select the same problems, each followed by an ampersand. */
  public String query() {
    return new QueryString()
        .add("severity", severity)
        .add("code", code)
        .add("heading", heading)
        .add("rows", isAllRows() ? rows : null)
        .add("carrier", order == null ? null : carrier)
        .add("order", order)
        .toString();
  }
}
