package orderimport.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import orderimport.database.DatabaseUnavailableException;
import orderimport.imports.Progress;
import orderimport.imports.ShownName;
import orderimport.job.ExitCodes;
import orderimport.job.ImportRuns;
import orderimport.job.RunResult;

/** Runs files one after the other and prints the result of each. */
final class EachFile {
  private final Program program;
  private final ImportRuns runs;
  private final Function<String, Activity> activity;
  private final String nothingLeft;
  private final ResultText text;

  /**
   * @param activity what is done to a file of some name
   * @param nothingLeft what is printed where there was nothing left to do
   */
  EachFile(
      Program program, ImportRuns runs, Function<String, Activity> activity, String nothingLeft) {
    this.program = program;
    this.runs = runs;
    this.activity = activity;
    this.nothingLeft = nothingLeft;
    this.text = new ResultText(program);
  }

  /**
   * The exit code of all of them together. Whatever goes wrong with a file keeps no other from its
   * turn, unless it is the database.
   */
  int run(List<Path> files, BiFunction<Path, Progress, RunResult> work) {
    List<Integer> codes = new ArrayList<>();
    for (Path file : files) {
      if (runs.stopped()) {
        codes.add(ExitCodes.STOPPED);
        break;
      }
      String name = ShownName.of(file);
      try {
        codes.add(run(name, progress -> work.apply(file, progress)));
      } catch (RuntimeException | Error e) {
        codes.add(new Troubles(program).handle(activity.apply(name), e));
        if (DatabaseUnavailableException.explain(e, program.databaseUrl()).isPresent()) {
          break;
        }
      }
    }
    return ExitCodes.worst(codes);
  }

  /** Runs one thing, with progress, and prints its result; gives its exit code. */
  int run(String name, Function<Progress, RunResult> work) {
    return result(name, work).exitCode();
  }

  /** Runs one thing, with progress, and prints its result. */
  RunResult result(String name, Function<Progress, RunResult> work) {
    RunResult result;
    try (ShownProgress progress = ShownProgress.of(program, name)) {
      result = work.apply(progress);
    }
    if (result instanceof RunResult.Imported imported && !imported.ranNow()) {
      program.out().println(nothingLeft);
    }
    text.print(result, activity.apply(name));
    return result;
  }
}
