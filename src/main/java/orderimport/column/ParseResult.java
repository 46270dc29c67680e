package orderimport.column;

import java.util.List;
import orderimport.imports.Problem.Severity;

/** What a cell's text was read as. */
sealed interface ParseResult {

  /**
   * A value.
   *
   * @param value of the form's Java type
   * @param remarks what was repaired or decided
   */
  record Parsed(Object value, List<Issue> remarks) implements ParseResult {
    Parsed(Object value) {
      this(value, List.of());
    }
  }

  /** No value, and why. */
  record Rejected(Issue why) implements ParseResult {
    Rejected(String code, String message, String hint) {
      this(new Issue(code, Severity.ERROR, message, hint));
    }
  }

  /**
   * A problem without its place.
   *
   * @param message what is to be said after the column's heading: {@code is missing}
   * @param hint a whole sentence
   */
  record Issue(String code, Severity severity, String message, String hint) {

    /** The whole sentence. */
    String about(String heading) {
      return "%s %s.".formatted(CellText.oneLine(heading), message);
    }
  }
}
