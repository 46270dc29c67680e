package orderimport.spreadsheet;

import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.TextRenderer;

/** Thrown if a file cannot be read as a spreadsheet. The problem does not name the file. */
public final class UnreadableSpreadsheetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /**
   * @param arguments of the problem's texts
   */
  public UnreadableSpreadsheetException(FileProblem kind, Object... arguments) {
    this(Problem.of(Location.FILE, Severity.ERROR, kind, arguments));
  }

  private UnreadableSpreadsheetException(Problem problem) {
    super(
        "%s %s"
            .formatted(
                TextRenderer.ENGLISH.render(problem.message()),
                TextRenderer.ENGLISH.render(problem.hint())));
    this.problem = problem;
  }

  public UnreadableSpreadsheetException causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }

  /** What is wrong and what to do. */
  public Problem problem() {
    return problem;
  }
}
