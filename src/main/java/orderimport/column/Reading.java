package orderimport.column;

import java.util.List;
import orderimport.imports.Problem.Severity;

/** What a cell's text was read as. */
sealed interface Reading {

  /**
   * A value.
   *
   * @param value of the form's Java type
   * @param remarks what was repaired or decided
   */
  record Read(Object value, List<Finding> remarks) implements Reading {
    Read(Object value) {
      this(value, List.of());
    }
  }

  /** No value, and why. */
  record Refused(Finding why) implements Reading {
    Refused(String code, String message, String hint) {
      this(new Finding(code, Severity.ERROR, message, hint));
    }
  }

  /**
   * A problem without its place.
   *
   * @param message what is to be said after the column's heading: {@code is missing}
   * @param hint a whole sentence
   */
  record Finding(String code, Severity severity, String message, String hint) {

    /** The whole sentence. */
    String about(String heading) {
      return "%s %s.".formatted(CellText.oneLine(heading), message);
    }
  }
}
