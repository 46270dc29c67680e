package orderimport.job;

import java.nio.file.Path;
import java.util.List;
import orderimport.imports.Import;
import orderimport.imports.Problem;
import orderimport.report.ImportCounts;
import org.jspecify.annotations.Nullable;

/** What a run came to. */
public sealed interface RunResult {

  /** As of the command line. */
  int exitCode();

  /**
   * An import, as far as it came.
   *
   * @param ranNow whether this run did something, rather than find it finished
   * @param folder of the results
   * @param ofFile what is to be said of the file as a whole
   */
  record Finished(
      Import imported, ImportCounts figures, Path folder, List<Problem> ofFile, boolean ranNow)
      implements RunResult {
    @Override
    public int exitCode() {
      Integer code = imported.exitCode();
      return code == null ? ExitCodes.STOPPED : code;
    }
  }

  /**
   * Nothing was done.
   *
   * @param message why, and what to do
   */
  record Rejected(String message, int exitCode) implements RunResult {}

  /**
   * Nothing more was done: another process works on the import, and decides what becomes of it.
   *
   * @param message which one, and what to do
   */
  record WorkedOnElsewhere(String message) implements RunResult {
    @Override
    public int exitCode() {
      return ExitCodes.STOPPED;
    }
  }

  /**
   * The run broke off.
   *
   * @param imported as far as it came; null if it had not begun
   * @param cause for the log, and to be explained
   */
  record Aborted(@Nullable Import imported, Throwable cause) implements RunResult {
    @Override
    public int exitCode() {
      return ExitCodes.STOPPED;
    }
  }
}
