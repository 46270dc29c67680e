package orderimport.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import orderimport.problem.Problem.Location;
import orderimport.report.Snapshot.Cursor;
import org.jspecify.annotations.Nullable;

/** Groups a stream of problems by row. */
final class ProblemsByRow {

  private static final Comparator<Location> IN_ORDER =
      Comparator.comparing(
              Location::sheet, Comparator.nullsFirst(Comparator.<Integer>naturalOrder()))
          .thenComparing(Location::row, Comparator.nullsFirst(Comparator.<Integer>naturalOrder()));

  private final Cursor<ResultProblem> problems;
  private @Nullable ResultProblem next;

  ProblemsByRow(Cursor<ResultProblem> problems) {
    this.problems = problems;
    advance();
  }

  private void advance() {
    next = problems.hasNext() ? problems.next() : null;
  }

  /** The problems of a row. Call it in the order of the rows in the file. */
  List<ResultProblem> of(int sheet, int row) {
    Location location = new Location(sheet, row, null);
    List<ResultProblem> found = List.of();
    while (next != null && IN_ORDER.compare(next.problem().location(), location) <= 0) {
      if (IN_ORDER.compare(next.problem().location(), location) == 0) {
        found = found.isEmpty() ? new ArrayList<>() : found;
        found.add(next);
      }
      advance();
    }
    return found;
  }
}
