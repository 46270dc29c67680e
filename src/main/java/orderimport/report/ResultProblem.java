package orderimport.report;

import java.util.Locale;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.write.CellStyleName;
import org.jspecify.annotations.Nullable;

/**
 * A problem with the name of its sheet.
 *
 * @param sheet null for the file as a whole
 * @param texts renders its texts
 */
record ResultProblem(Problem problem, @Nullable String sheet, TextRenderer texts) {

  Severity severity() {
    return problem.severity();
  }

  /** {@code error}, {@code warning} or {@code notice}, for scripts. */
  String severityWord() {
    return severity().name().toLowerCase(Locale.ROOT);
  }

  /** The severity as a word in the language of the results. */
  static Text word(Severity severity) {
    return switch (severity) {
      case ERROR -> ReportText.SEVERITY_ERROR.text();
      case WARNING -> ReportText.SEVERITY_WARNING.text();
      case NOTICE -> ReportText.SEVERITY_NOTICE.text();
    };
  }

  String message() {
    return texts.render(problem.message());
  }

  String hint() {
    return texts.render(problem.hint());
  }

  @Nullable Integer column() {
    return problem.location().column();
  }

  @Nullable String columnLetters() {
    Integer column = column();
    return column == null ? null : Cell.letters(column);
  }

  @Nullable String row() {
    Integer row = problem.location().row();
    return row == null ? null : row.toString();
  }

  /** The message with its heading. */
  String text() {
    return texts.render(named(problem.heading(), problem.message()));
  }

  /** Prefixes a message with its heading, unless it names the heading. */
  static Text named(@Nullable String heading, Text message) {
    return heading == null || message.names(heading)
        ? message
        : ReportText.HEADING_AND_MESSAGE.text(heading, message);
  }

  /** {@link #text} and the hint. */
  String textWithHint() {
    return text() + " " + hint();
  }

  /** The comment on the cell itself, where the heading is visible. */
  String note() {
    return message() + "\n" + hint();
  }

  CellStyleName style() {
    return style(severity());
  }

  static CellStyleName style(Severity severity) {
    return switch (severity) {
      case ERROR -> CellStyleName.ERROR;
      case WARNING -> CellStyleName.WARNING;
      case NOTICE -> CellStyleName.NOTICE;
    };
  }
}
