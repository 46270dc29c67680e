package orderimport.imports;

import java.util.Optional;
import orderimport.imports.StagedRows.StagedSheet;
import org.jspecify.annotations.Nullable;

/**
 * A file that could not be read as orders: nothing of it is placed. The problem says why and what
 * to do.
 */
public final class FileRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient @Nullable StagedSheet sheet;

  public FileRejectedException(Problem problem) {
    this(problem, null);
  }

  /**
   * @param sheet of the problem's place, null for the file as a whole
   */
  public FileRejectedException(Problem problem, @Nullable StagedSheet sheet) {
    super(problem.message());
    this.problem = problem;
    this.sheet = sheet;
  }

  public Problem problem() {
    return problem;
  }

  /** The sheet that the problem names. */
  public Optional<StagedSheet> sheet() {
    return Optional.ofNullable(sheet);
  }
}
