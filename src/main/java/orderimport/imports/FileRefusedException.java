package orderimport.imports;

/**
 * A file that could not be read as orders: nothing of it is placed. The problem says why and what
 * to do.
 */
public final class FileRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public FileRefusedException(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
