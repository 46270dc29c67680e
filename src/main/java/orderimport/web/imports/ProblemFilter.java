package orderimport.web.imports;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import orderimport.problem.Problem.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Which problems to show; null matches all. A blank or unknown value becomes null.
 *
 * @param rows {@code all} to show the rows without problems as well
 */
record ProblemFilter(
    @Nullable String severity,
    @Nullable String code,
    @Nullable String heading,
    @Nullable String rows) {

  ProblemFilter {
    String requested = severity;
    boolean known =
        Arrays.stream(Severity.values()).anyMatch(each -> each.name().equals(requested));
    severity = known ? severity : null;
    code = code == null || code.isBlank() ? null : code;
    heading = heading == null || heading.isBlank() ? null : heading;
  }

  /** Whether rows without problems are shown as well. */
  public boolean isAllRows() {
    return "all".equals(rows) && !isActive();
  }

  public boolean isActive() {
    return severity != null || code != null || heading != null;
  }

  /** The parameters that select the same problems, each followed by an ampersand. */
  public String query() {
    StringBuilder query = new StringBuilder();
    add(query, "severity", severity);
    add(query, "code", code);
    add(query, "heading", heading);
    add(query, "rows", isAllRows() ? rows : null);
    return query.toString();
  }

  private static void add(StringBuilder query, String name, @Nullable String value) {
    if (value != null) {
      query
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
          .append('&');
    }
  }
}
