package orderimport.report;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import orderimport.problem.CellProblem;
import orderimport.problem.Phrase;
import orderimport.problem.Problem;
import orderimport.problem.Text;
import orderimport.problem.Text.CellName;
import orderimport.problem.Text.Heading;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites problems of the source file for the correction workbook, where rows have other numbers,
 * missing columns were added, and headings that the user assigned have their canonical name.
 */
final class CorrectionRelocator {

  private record Source(String sheet, int row) {}

  private record Relocated(int row, CorrectionColumns columns) {}

  private final Map<Source, Relocated> rows = new HashMap<>();
  private final UnaryOperator<String> canonicalHeading;

  /**
   * @param canonicalHeading maps a heading of the source to that of the correction workbook
   */
  CorrectionRelocator(UnaryOperator<String> canonicalHeading) {
    this.canonicalHeading = canonicalHeading;
  }

  /** Records the number of a source row in the correction workbook. */
  void put(ResultRow row, int number, CorrectionColumns columns) {
    rows.put(new Source(row.sheet().name(), row.number()), new Relocated(number, columns));
  }

  /** A problem with the locations and headings of the correction workbook. */
  ResultProblem relocated(ResultProblem result) {
    Problem problem = result.problem();
    String heading = problem.heading();
    UnaryOperator<Object> change = argument -> relocated(argument, result.sheet());
    return new ResultProblem(
        problem.with(
            heading == null ? null : canonicalHeading.apply(heading),
            problem.message().map(change),
            withColumn(problem.hint()).map(change)),
        result.sheet(),
        result.texts());
  }

  private Object relocated(Object argument, @Nullable String ownSheet) {
    if (argument instanceof Heading heading) {
      return new Heading(canonicalHeading.apply(heading.heading()));
    }
    return argument instanceof CellName name ? relocated(name, ownSheet) : argument;
  }

  private CellName relocated(CellName name, @Nullable String ownSheet) {
    String sheet = name.sheet() == null ? ownSheet : name.sheet();
    Relocated relocated = rows.get(new Source(String.valueOf(sheet), name.row()));
    if (relocated == null) {
      return name;
    }
    Integer column = name.column();
    int target = column == null ? -1 : relocated.columns().of(column);
    return new CellName(name.sheet(), relocated.row(), target < 0 ? column : (Integer) target);
  }

  /** A hint to add a column, which the correction workbook has, without that. */
  private static Text withColumn(Text hint) {
    if (hint.isAfter(Phrase.ADD_COLUMN)) {
      return (Text) hint.arguments().get(1);
    } else if (hint.isHintOf(CellProblem.REQUIRED_COLUMN)) {
      return hint.asHintOf(CellProblem.REQUIRED);
    } else if (hint.isHintOf(CellProblem.REQUIRED_COLUMN_EXAMPLE)) {
      return hint.asHintOf(CellProblem.REQUIRED_EXAMPLE);
    }
    return hint;
  }
}
