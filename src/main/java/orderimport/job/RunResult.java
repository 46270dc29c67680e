package orderimport.job;

import java.nio.file.Path;
import java.util.List;
import orderimport.imports.Import;
import orderimport.problem.Problem;
import orderimport.problem.Text;
import orderimport.report.ImportCounts;
import org.jspecify.annotations.Nullable;

/** The result of a run. */
public sealed interface RunResult {

  /** The exit code of the command line. */
  int exitCode();

  /**
   * The import was processed, possibly not to its end.
   *
   * @param orderImport the import after the run
   * @param counts the counts of rows and orders
   * @param ranNow whether this run did any work, rather than finding the import finished
   * @param folder the folder of the results
   * @param fileProblems the problems of the file as a whole
   */
  record Finished(
      Import orderImport,
      ImportCounts counts,
      Path folder,
      List<Problem> fileProblems,
      boolean ranNow)
      implements RunResult {
    @Override
    public int exitCode() {
      Integer code = orderImport.exitCode();
      return code == null ? ExitCodes.STOPPED : code;
    }
  }

  /**
   * The request was rejected; nothing was done.
   *
   * @param message why, and the next step; without a full stop
   */
  record Rejected(Text message, int exitCode) implements RunResult {}

  /**
   * Another process works on the import and determines its result; nothing more was done.
   *
   * @param message which process, and the next step; without a full stop
   */
  record WorkedOnElsewhere(Text message) implements RunResult {
    @Override
    public int exitCode() {
      return ExitCodes.STOPPED;
    }
  }

  /**
   * The run was aborted by an error.
   *
   * @param orderImport the import; null if none was created
   * @param cause the error, for the log and for {@link FailureExplainer}
   */
  record Aborted(@Nullable Import orderImport, Throwable cause) implements RunResult {
    @Override
    public int exitCode() {
      return ExitCodes.STOPPED;
    }
  }
}
