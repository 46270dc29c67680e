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
  private final ResultText text;

  EachFile(Program program, ImportRuns runs) {
    this.program = program;
    this.runs = runs;
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

  /** Runs one thing, with progress, and tells what it came to. */
  int run(String name, Function<Progress, RunResult> work) {
    RunResult result;
    try (ShownProgress progress = ShownProgress.of(program, name)) {
      result = work.apply(progress);
    }
    text.print(result);
    return result.exitCode();
  }
}
