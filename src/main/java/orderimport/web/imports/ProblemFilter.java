package orderimport.web.imports;

import java.util.Arrays;
import orderimport.problem.Problem.Severity;
import org.jspecify.annotations.Nullable;

/** Which problems to show; null matches all. A blank or unknown value becomes null. */
record ProblemFilter(@Nullable String severity, @Nullable String code, @Nullable String heading) {

  ProblemFilter {
    String requested = severity;
    boolean known =
        Arrays.stream(Severity.values()).anyMatch(each -> each.name().equals(requested));
    severity = known ? severity : null;
    code = code == null || code.isBlank() ? null : code;
    heading = heading == null || heading.isBlank() ? null : heading;
  }

  public boolean isActive() {
    return severity != null || code != null || heading != null;
  }
}
