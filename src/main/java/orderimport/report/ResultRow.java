package orderimport.report;

import static java.util.stream.Collectors.joining;

import java.util.List;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.CellStyleName;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was, and what became of it.
 *
 * @param number as the spreadsheet program shows it
 * @param environment of its order; null if it has none
 * @param problems of the row and its cells, the row's own first, then by column
 */
record ResultRow(
    SourceSheet sheet,
    int number,
    @Nullable String carrier,
    @Nullable String orderRef,
    Status status,
    @Nullable String carrierOrderId,
    @Nullable String environment,
    List<Cell> cells,
    List<ResultProblem> problems) {

  /** The same with other problems. */
  ResultRow with(List<ResultProblem> others) {
    return new ResultRow(
        sheet, number, carrier, orderRef, status, carrierOrderId, environment, cells, others);
  }

  static final String SEPARATOR = " | ";

  /** All its problems in one line; empty if it has none. */
  String problemsText() {
    return problems.stream().map(ResultProblem::text).collect(joining(SEPARATOR));
  }

  /** What a person has to know to mend it. */
  String whatToMend() {
    String own =
        problems.stream()
            .filter(problem -> problem.severity() != Severity.NOTICE)
            .map(ResultProblem::textWithHint)
            .collect(joining(SEPARATOR));
    boolean explained = problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    if (explained) {
      return own;
    }
    String why =
        status == Status.REJECTED
            ? "The carrier refused this order; the reason is at another of its rows."
            : "This row is fine; another row of the same order has to be mended.";
    return own.isEmpty() ? why : why + SEPARATOR + own;
  }

  CellStyleName problemsPaint() {
    return problems.stream()
        .min((a, b) -> a.severity().compareTo(b.severity()))
        .map(ResultProblem::paint)
        .orElse(CellStyleName.PLAIN);
  }
}
