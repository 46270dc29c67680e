package orderimport.report;

import java.util.Locale;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.CellStyleName;
import org.jspecify.annotations.Nullable;

/**
 * A problem with the name of its sheet.
 *
 * @param sheet null for the file as a whole
 */
record ResultProblem(Problem problem, @Nullable String sheet) {

  Severity severity() {
    return problem.severity();
  }

  /** {@code error}, {@code warning} or {@code notice}. */
  String severityWord() {
    return word(severity());
  }

  static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  @Nullable Integer column() {
    return problem.place().column();
  }

  @Nullable String columnLetters() {
    Integer column = column();
    return column == null ? null : Cell.letters(column);
  }

  @Nullable String row() {
    Integer row = problem.place().row();
    return row == null ? null : row.toString();
  }

  /** The message with its heading. */
  String text() {
    return named(problem.heading(), problem.message());
  }

  /** Prefixes a message with its heading, unless it contains the heading. */
  static String named(@Nullable String heading, String message) {
    if (heading == null) {
      return message;
    }
    String named = heading.replaceAll("\\s+", " ");
    return message.startsWith(named + " ") || message.contains('"' + named + '"')
        ? message
        : heading + ": " + message;
  }

  /** {@link #text} and the hint. */
  String textWithHint() {
    return problem.hint().isEmpty() ? text() : text() + " " + problem.hint();
  }

  /** The comment on the cell itself, where the heading is visible. */
  String note() {
    return problem.hint().isEmpty() ? problem.message() : problem.message() + "\n" + problem.hint();
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
