package orderimport.staging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.spreadsheet.Sheet;
import org.jspecify.annotations.Nullable;

/** Collects hidden rows for which no option says whether to include them. */
final class HiddenRowCollector {
  private static final int NAMED = 10;

  private final List<String> named = new ArrayList<>();
  private int count;
  private @Nullable Location first;
  private @Nullable StagedSheet sheet;

  /** The sheet of the first hidden row; null if there are none. */
  @Nullable StagedSheet sheet() {
    return sheet;
  }

  void add(Sheet of, int row) {
    count++;
    if (first == null) {
      first = new Location(of.position(), row, null);
      sheet = new StagedSheet(of.position(), of.name(), null, List.of());
    }
    if (count <= NAMED) {
      named.add("%s %d".formatted(of.name(), row));
    }
  }

  /** Why the file is rejected; empty if there are no hidden rows. */
  Optional<Problem> problem() {
    if (first == null) {
      return Optional.empty();
    }
    String names = String.join(", ", named);
    FileProblem kind =
        count == 1
            ? FileProblem.HIDDEN_ROWS_ONE
            : count <= NAMED ? FileProblem.HIDDEN_ROWS : FileProblem.HIDDEN_ROWS_MORE;
    return Optional.of(
        Problem.of(first, Severity.ERROR, kind, count, names, Math.max(0, count - NAMED)));
  }
}
