package orderimport.report;

import java.util.Locale;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.CellStyleName;
import org.jspecify.annotations.Nullable;

/**
 * A problem, with the name of its sheet.
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

  /** What is wrong; it names the heading that it is about. */
  String text() {
    return named(problem.heading(), problem.message());
  }

  /** A message behind the heading it is about, unless it names that itself. */
  static String named(@Nullable String heading, String message) {
    if (heading == null) {
      return message;
    }
    String named = heading.replaceAll("\\s+", " ");
    return message.startsWith(named + " ") || message.contains('"' + named + '"')
        ? message
        : heading + ": " + message;
  }

  /** As {@link #text}, and what to do. */
  String textWithHint() {
    return problem.hint().isEmpty() ? text() : text() + " " + problem.hint();
  }

  /** For a note on the cell itself, where the heading is plain to see. */
  String note() {
    return problem.hint().isEmpty() ? problem.message() : problem.message() + "\n" + problem.hint();
  }

  CellStyleName paint() {
    return paint(severity());
  }

  static CellStyleName paint(Severity severity) {
    return switch (severity) {
      case ERROR -> CellStyleName.ERROR;
      case WARNING -> CellStyleName.WARNING;
      case NOTICE -> CellStyleName.NOTICE;
    };
  }
}
