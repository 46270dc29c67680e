package orderimport.column;

import java.util.List;
import orderimport.imports.Problem.Severity;

/** The result of parsing a cell. */
sealed interface ParseResult {

  /**
   * A value.
   *
   * @param value of the form's Java type
   * @param remarks warnings and notices about repairs and assumptions
   */
  record Parsed(Object value, List<Issue> remarks) implements ParseResult {
    Parsed(Object value) {
      this(value, List.of());
    }
  }

  /** A rejected cell with the reason. */
  record Rejected(Issue why) implements ParseResult {
    Rejected(String code, String message, String hint) {
      this(new Issue(code, Severity.ERROR, message, hint));
    }
  }

  /**
   * A problem without a location.
   *
   * @param message the predicate that follows the column's heading: {@code is missing}
   * @param hint a complete sentence
   */
  record Issue(String code, Severity severity, String message, String hint) {

    /** The complete sentence. */
    String about(String heading) {
      return "%s %s.".formatted(CellText.oneLine(heading), message);
    }
  }
}
