package orderimport.report;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import orderimport.imports.Problem.Location;
import orderimport.spreadsheet.CellStyleName;
import orderimport.spreadsheet.SheetColumn;

/**
 * The source's columns as results show them: as wide as need be, with what is to be said of them.
 */
final class SourceColumns {

  /** Ours, which a file has that was one of our results before. */
  private static final Set<String> OURS =
      Set.of("_status", "_problems", "_carrier", "_order_ref", "_carrier_order_id");

  private static final int FILTER_BUTTON = 4;
  private static final int UNHEADED = 8;

  private final ColumnWidths widths;
  private final List<ResultProblem> ofHeadings;

  /**
   * @param ofHeadings problems of headings, not of rows
   */
  SourceColumns(ColumnWidths widths, List<ResultProblem> ofHeadings) {
    this.widths = widths;
    this.ofHeadings = ofHeadings;
  }

  /** Whether a column is one that an earlier result added, and this one gives anew. */
  static boolean isOurs(SourceSheet sheet, int column) {
    String heading = sheet.heading(column);
    return heading != null && OURS.contains(heading);
  }

  SheetColumn column(SourceSheet sheet, int column) {
    String heading = sheet.heading(column);
    int width = widths.of(sheet.position(), column);
    if (heading == null) {
      return SheetColumn.source("", CellStyleName.PLAIN, Math.max(UNHEADED, width));
    }
    SheetColumn plain =
        SheetColumn.source(
            heading, CellStyleName.HEADING, Math.max(heading.length() + FILTER_BUTTON, width));
    List<ResultProblem> problems =
        ofHeadings.stream()
            .filter(problem -> at(problem.problem().place(), sheet, column))
            .toList();
    return problems.isEmpty()
        ? plain
        : plain.marked(
            problems.stream()
                .map(ResultProblem::paint)
                .min(Comparator.naturalOrder())
                .orElse(CellStyleName.HEADING),
            problems.stream().map(ResultProblem::note).collect(joining("\n\n")));
  }

  private static boolean at(Location location, SourceSheet sheet, int column) {
    return Integer.valueOf(sheet.position()).equals(location.sheet())
        && Integer.valueOf(column).equals(location.column());
  }
}
