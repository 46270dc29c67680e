package orderimport.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orderimport.problem.Problem.Location;
import orderimport.spreadsheet.write.CellStyleName;
import orderimport.spreadsheet.write.SheetColumn;
import org.jspecify.annotations.Nullable;

/**
 * The source columns as the results show them: with a fitting width and the problems of their
 * headings.
 */
final class SourceColumns {

  /** The headings that an earlier result added to the file. */
  private static final Set<String> RESULT_HEADINGS =
      Set.of("_status", "_problems", "_carrier", "_order_ref", "_carrier_order_id");

  private static final int FILTER_BUTTON = 4;
  private static final int WIDTH_WITHOUT_HEADING = 8;

  private record Column(@Nullable Integer sheet, @Nullable Integer column) {}

  private final ColumnWidths widths;
  private final Map<Column, List<ResultProblem>> headingProblems;

  /**
   * @param headingProblems the problems of headings, not of rows
   */
  SourceColumns(ColumnWidths widths, List<ResultProblem> headingProblems) {
    this.widths = widths;
    this.headingProblems =
        headingProblems.stream()
            .collect(groupingBy(problem -> column(problem.problem().location())));
  }

  /**
   * Whether the results leave a column out: an earlier result added it, so that the new result
   * replaces it, or it is one of the empty columns of a wide sheet.
   */
  boolean omits(SourceSheet sheet, int column) {
    String heading = sheet.heading(column);
    return heading == null
        ? sheet.isWide() && widths.of(sheet.position(), column) == 0
        : RESULT_HEADINGS.contains(heading);
  }

  SheetColumn column(SourceSheet sheet, int column) {
    String heading = sheet.heading(column);
    int width = widths.of(sheet.position(), column);
    if (heading == null) {
      return SheetColumn.source("", CellStyleName.PLAIN, Math.max(WIDTH_WITHOUT_HEADING, width));
    }
    SheetColumn plain =
        SheetColumn.source(
            heading, CellStyleName.HEADING, Math.max(heading.length() + FILTER_BUTTON, width));
    List<ResultProblem> problems =
        headingProblems.getOrDefault(new Column(sheet.position(), column), List.of());
    return problems.isEmpty()
        ? plain
        : plain.marked(
            problems.stream()
                .map(ResultProblem::style)
                .min(Comparator.naturalOrder())
                .orElse(CellStyleName.HEADING),
            problems.stream().map(ResultProblem::note).collect(joining("\n\n")));
  }

  private static Column column(Location location) {
    return new Column(location.sheet(), location.column());
  }
}
