package orderimport.web.api;

import java.util.Locale;
import orderimport.problem.Problem;
import orderimport.problem.TextRenderer;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** A problem of a file, named as in {@code problems.csv}. */
record ProblemResource(
    @Nullable String sheet,
    @Nullable Integer row,
    @Nullable String column,
    @Nullable String heading,
    @Nullable String value,
    String code,
    Severity severity,
    String message,
    String hint) {

  /** How severe a problem is. */
  enum Severity {
    error,
    warning,
    notice
  }

  /**
   * @param sheet the name of its sheet; null for the file
   */
  static ProblemResource of(Problem problem, @Nullable String sheet, TextRenderer texts) {
    Integer column = problem.location().column();
    return new ProblemResource(
        sheet,
        problem.location().row(),
        column == null ? null : Cell.letters(column),
        problem.heading(),
        problem.value(),
        problem.code(),
        Severity.valueOf(problem.severity().name().toLowerCase(Locale.ROOT)),
        texts.render(problem.message()),
        texts.render(problem.hint()));
  }
}
