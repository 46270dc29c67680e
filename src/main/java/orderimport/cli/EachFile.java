package orderimport.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import orderimport.imports.Progress;
import orderimport.job.ExitCodes;
import orderimport.job.ImportRuns;
import orderimport.job.RunResult;

/** Runs files one after the other and tells of each. */
final class EachFile {
  private final Program program;
  private final ImportRuns runs;
  private final String nothingLeft;
  private final ResultText text;

  /**
   * @param nothingLeft what is said where there was nothing left to do
   */
  EachFile(Program program, ImportRuns runs, String nothingLeft) {
    this.program = program;
    this.runs = runs;
    this.nothingLeft = nothingLeft;
    this.text = new ResultText(program);
  }

  /** The exit code of all of them together. */
  int run(List<Path> files, BiFunction<Path, Progress, RunResult> work) {
    List<Integer> codes = new ArrayList<>();
    for (Path file : files) {
      if (runs.stopped()) {
        codes.add(ExitCodes.STOPPED);
        break;
      }
      codes.add(run(String.valueOf(file.getFileName()), progress -> work.apply(file, progress)));
    }
    return ExitCodes.worst(codes);
  }

  /** Runs one thing, with progress, and tells what it came to; gives its exit code. */
  int run(String name, Function<Progress, RunResult> work) {
    return result(name, work).exitCode();
  }

  /** Runs one thing, with progress, and tells what it came to. */
  RunResult result(String name, Function<Progress, RunResult> work) {
    RunResult result;
    try (ShownProgress progress = ShownProgress.of(program, name)) {
      result = work.apply(progress);
    }
    if (result instanceof RunResult.Imported imported && !imported.ranNow()) {
      program.out().println(nothingLeft);
    }
    text.print(result);
    return result;
  }
}
