package orderimport.web.imports;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.imports.StagedRow;
import orderimport.problem.Problem.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Which problems to show; null matches all. A blank or unknown value becomes null.
 *
 * @param rows {@code all} to show the rows without problems as well
 * @param carrier of the order
 * @param order the name of the order whose rows to show, all of them
 * @param after the row below which to begin, as {@code SHEET-ROW}: rows that were fixed meanwhile
 *     do not move others to an earlier page
 */
record ProblemFilter(
    @Nullable String severity,
    @Nullable String code,
    @Nullable String heading,
    @Nullable String rows,
    @Nullable String carrier,
    @Nullable String order,
    @Nullable String after) {
  private static final Pattern ROW = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

  ProblemFilter {
    String requested = severity;
    boolean known =
        Arrays.stream(Severity.values()).anyMatch(each -> each.name().equals(requested));
    severity = known ? severity : null;
    code = code == null || code.isBlank() ? null : code;
    heading = heading == null || heading.isBlank() ? null : heading;
    order = order == null || order.isBlank() || carrier == null ? null : order;
    after = after == null || !ROW.matcher(after).matches() ? null : after;
  }

  /** Whether rows without problems are shown as well. */
  public boolean isAllRows() {
    return "all".equals(rows) && !isActive();
  }

  public boolean isActive() {
    return severity != null || code != null || heading != null || order != null;
  }

  /** The position below which to begin, as in {@link StagedRow#position}; -1 at first. */
  long afterPosition() {
    Matcher row = ROW.matcher(after == null ? "" : after);
    return row.matches()
        ? StagedRow.position(Integer.parseInt(row.group(1)), Integer.parseInt(row.group(2)))
        : -1;
  }

  /** The parameters that select the same rows, each followed by an ampersand. */
  public String query() {
    return firstQuery() + new QueryString().add("after", after);
  }

  /** As {@link #query}, from the first row on. */
  public String firstQuery() {
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
