package orderimport.report;

import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import orderimport.spreadsheet.write.SheetWriter;
import org.jspecify.annotations.Nullable;

/**
 * Maps the columns of a source sheet to those of the correction workbook, which contains the source
 * columns without those that results omit, the missing columns, the carrier column if needed, and
 * the problems column.
 */
final class CorrectionColumns {

  static final CorrectionColumns NONE =
      new CorrectionColumns(
          new SourceSheet(-1, "", List.of(), "", 0, List.of(), List.of()), column -> true, false);

  private static final int CARRIER_AND_PROBLEMS = 2;

  private final int[] targets;
  private final List<String> added;
  private final boolean withCarrier;
  private final int firstAdded;

  /**
   * @param omitted tells whether a source column is omitted
   */
  CorrectionColumns(SourceSheet source, IntPredicate omitted, boolean withCarrier) {
    this.withCarrier = withCarrier;
    targets = new int[source.width()];
    int next = 0;
    for (int column = 0; column < targets.length; column++) {
      targets[column] = omitted.test(column) ? -1 : next++;
    }
    firstAdded = next;
    int room = SheetWriter.MAX_COLUMNS - firstAdded - CARRIER_AND_PROBLEMS;
    added = source.missingHeadings().stream().limit(Math.max(0, room)).toList();
  }

  /** The index of a source column in the correction workbook; -1 if the column is omitted. */
  int of(int column) {
    return column < targets.length ? targets[column] : -1;
  }

  /** The index of the column of a problem; -1 for a problem of the whole row. */
  int of(ResultProblem problem) {
    return of(problem.column(), problem.problem().heading());
  }

  /**
   * The index of a source column, or else of the missing column with a heading; -1 if it is
   * omitted.
   */
  int of(@Nullable Integer column, @Nullable String heading) {
    if (column != null) {
      return of(column);
    }
    int index = added.indexOf(Objects.requireNonNullElse(heading, ""));
    return index < 0 ? -1 : firstAdded + index;
  }

  /** The headings of the missing columns, as many as a sheet has room for. */
  List<String> added() {
    return added;
  }

  boolean withCarrier() {
    return withCarrier;
  }

  /** The index of the problems column, which is the last. */
  int end() {
    return firstAdded + added.size() + (withCarrier ? 1 : 0);
  }
}
