package orderimport.report;

import static java.util.stream.Collectors.joining;

import java.util.List;
import orderimport.problem.Problem.Severity;
import orderimport.problem.TextRenderer;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.write.CellStyleName;
import org.jspecify.annotations.Nullable;

/**
 * A row of the source file with its outcome.
 *
 * @param number as the spreadsheet program shows it
 * @param carrier null if it is unknown
 * @param orderRef null if it is unknown
 * @param environment of its order; null if it has none
 * @param problems of the row, then of its cells by column
 */
record ResultRow(
    SourceSheet sheet,
    int number,
    @Nullable String carrier,
    @Nullable String orderRef,
    ResultStatus status,
    @Nullable String carrierOrderId,
    @Nullable String environment,
    List<Cell> cells,
    List<ResultProblem> problems) {

  /** This row with other problems. */
  ResultRow with(List<ResultProblem> others) {
    return new ResultRow(
        sheet, number, carrier, orderRef, status, carrierOrderId, environment, cells, others);
  }

  static final String SEPARATOR = " | ";

  /** All problems on one line; empty if there are none. */
  String problemsText() {
    return problems.isEmpty()
        ? ""
        : problems.stream().map(ResultProblem::text).collect(joining(SEPARATOR));
  }

  /** The errors and warnings with hints, for the user who fixes the row. */
  String fixInstructions(TextRenderer texts) {
    String instructions =
        problems.stream()
            .filter(problem -> problem.severity() != Severity.NOTICE)
            .map(ResultProblem::textWithHint)
            .collect(joining(SEPARATOR));
    boolean explained = problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    if (explained) {
      return instructions;
    }
    String reason =
        texts.render(
            status == ResultStatus.REJECTED
                ? ReportText.OTHER_ROW_REJECTED.text()
                : ReportText.OTHER_ROW_WRONG.text());
    return instructions.isEmpty() ? reason : reason + SEPARATOR + instructions;
  }

  CellStyleName problemsStyle() {
    return problems.stream()
        .min((a, b) -> a.severity().compareTo(b.severity()))
        .map(ResultProblem::style)
        .orElse(CellStyleName.PLAIN);
  }
}
