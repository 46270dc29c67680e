package orderimport.web;

import java.util.Arrays;
import orderimport.imports.Problem.Severity;
import org.jspecify.annotations.Nullable;

/** Which problems to show; what is null or blank lets all through. */
record ProblemFilter(@Nullable String severity, @Nullable String code, @Nullable String heading) {

  ProblemFilter {
    String asked = severity;
    boolean known = Arrays.stream(Severity.values()).anyMatch(each -> each.name().equals(asked));
    severity = known ? severity : null;
    code = code == null || code.isBlank() ? null : code;
    heading = heading == null || heading.isBlank() ? null : heading;
  }

  public boolean isActive() {
    return severity != null || code != null || heading != null;
  }
}
