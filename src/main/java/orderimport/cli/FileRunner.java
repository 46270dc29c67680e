package orderimport.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import orderimport.database.DatabaseUnavailableException;
import orderimport.imports.ProgressListener;
import orderimport.imports.ShownName;
import orderimport.job.ExitCodes;
import orderimport.job.ImportService;
import orderimport.job.RunResult;

/** Runs files one after the other and prints the result of each. */
final class FileRunner {
  private final RootCommand rootCommand;
  private final ImportService runs;
  private final Function<String, Activity> activity;
  private final String nothingLeft;
  private final ResultPrinter text;

  /**
   * @param activity what is done to a file of some name
   * @param nothingLeft what is printed where there was nothing left to do
   */
  FileRunner(
      RootCommand rootCommand,
      ImportService runs,
      Function<String, Activity> activity,
      String nothingLeft) {
    this.rootCommand = rootCommand;
    this.runs = runs;
    this.activity = activity;
    this.nothingLeft = nothingLeft;
    this.text = new ResultPrinter(rootCommand);
  }

  /**
   * The exit code of all of them together. Whatever goes wrong with a file keeps no other from its
   * turn, unless it is the database.
   */
  int run(List<Path> files, BiFunction<Path, ProgressListener, RunResult> work) {
    List<Integer> codes = new ArrayList<>();
    for (Path file : files) {
      if (runs.stopped()) {
        codes.add(ExitCodes.STOPPED);
        break;
      }
      String name = ShownName.of(file);
      try {
        codes.add(run(name, progressListener -> work.apply(file, progressListener)));
      } catch (RuntimeException | Error e) {
        codes.add(new ErrorReporter(rootCommand).handle(activity.apply(name), e));
        if (DatabaseUnavailableException.explain(e, rootCommand.databaseUrl()).isPresent()) {
          break;
        }
      }
    }
    return ExitCodes.worst(codes);
  }

  /** Runs one thing, with progress, and prints its result; gives its exit code. */
  int run(String name, Function<ProgressListener, RunResult> work) {
    return result(name, work).exitCode();
  }

  /** Runs one thing, with progress, and prints its result. */
  RunResult result(String name, Function<ProgressListener, RunResult> work) {
    RunResult result;
    try (ConsoleProgress progress = ConsoleProgress.of(rootCommand, name)) {
      result = work.apply(progress);
    }
    if (result instanceof RunResult.Finished finished && !finished.ranNow()) {
      rootCommand.out().println(nothingLeft);
    }
    text.print(result, activity.apply(name));
    return result;
  }
}
