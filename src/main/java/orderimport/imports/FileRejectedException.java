package orderimport.imports;

import java.util.Optional;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.problem.Problem;
import orderimport.problem.TextRenderer;
import org.jspecify.annotations.Nullable;

/**
 * A file contains no readable orders; none of its orders is placed. The problem says why and what
 * to do.
 */
public final class FileRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient @Nullable StagedSheet sheet;

  /**
   * @param sheet the sheet of the problem; null for the file as a whole
   */
  public FileRejectedException(Problem problem, @Nullable StagedSheet sheet) {
    super(TextRenderer.ENGLISH.render(problem.message()));
    this.problem = problem;
    this.sheet = sheet;
  }

  public Problem problem() {
    return problem;
  }

  /** The sheet of the problem; empty for the file as a whole. */
  public Optional<StagedSheet> sheet() {
    return Optional.ofNullable(sheet);
  }
}
