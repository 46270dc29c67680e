package orderimport.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Location;
import orderimport.imports.Problem.Severity;
import orderimport.imports.StagedRows.StagedSheet;
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
    String more = count > NAMED ? " and %d more".formatted(count - NAMED) : "";
    return Optional.of(
        new Problem(
            first,
            null,
            null,
            "hidden_rows",
            Severity.ERROR,
            "%d %s hidden, by hand or by a filter: %s%s."
                .formatted(
                    count, count == 1 ? "row is" : "rows are", String.join(", ", named), more),
            "Unhide them, or use --hidden-rows include to order them too, or --hidden-rows skip to"
                + " skip them."));
  }
}
