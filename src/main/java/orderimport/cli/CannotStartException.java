package orderimport.cli;

import orderimport.problem.Text;
import orderimport.problem.TextRenderer;

/** The program cannot start. */
final class CannotStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Text explanation;

  CannotStartException(Text explanation, Throwable cause) {
    super(TextRenderer.ENGLISH.render(explanation.sentence()), cause);
    this.explanation = explanation;
  }

  /** The reason and the next step; without a full stop. */
  Text explanation() {
    return explanation;
  }
}
