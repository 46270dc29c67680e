package orderimport.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where the columns of a source sheet stand in the file to mend: those of the source without ours
 * of an earlier round, those that it lacks, the carrier's if it needs one, and the problems'.
 */
final class CorrectionColumns {

  static final CorrectionColumns NONE =
      new CorrectionColumns(new SourceSheet(-1, "", List.of(), 0, List.of(), List.of()), false);

  private final int[] targets;
  private final List<String> added;
  private final boolean withCarrier;
  private final int firstAdded;

  CorrectionColumns(SourceSheet source, boolean withCarrier) {
    this.withCarrier = withCarrier;
    added = new ArrayList<>(source.lacking());
    targets = new int[source.width()];
    int next = 0;
    for (int column = 0; column < targets.length; column++) {
      targets[column] = SourceColumns.isOurs(source, column) ? -1 : next++;
    }
    firstAdded = next;
  }

  /** Where a column of the source stands; -1 for one that is left out. */
  int of(int column) {
    return column < targets.length ? targets[column] : -1;
  }

  /** Where the cell stands that a problem is about; -1 if it is about the row. */
  int of(ResultProblem problem) {
    Integer column = problem.column();
    if (column != null) {
      return of(column);
    }
    int lacking = added.indexOf(Objects.requireNonNullElse(problem.problem().heading(), ""));
    return lacking < 0 ? -1 : firstAdded + lacking;
  }

  boolean withCarrier() {
    return withCarrier;
  }

  /** The column of the problems, behind all others. */
  int end() {
    return firstAdded + added.size() + (withCarrier ? 1 : 0);
  }
}
