package orderimport.job;

import orderimport.problem.Text;

/** A part of an import is not built, because several processes ended while they built it. */
public final class PartitionGivenUpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Text explanation;

  /**
   * @param explanation which processes, and the next step; without a full stop
   */
  public PartitionGivenUpException(Text explanation) {
    super(String.valueOf(explanation));
    this.explanation = explanation;
  }

  Text explanation() {
    return explanation;
  }
}
