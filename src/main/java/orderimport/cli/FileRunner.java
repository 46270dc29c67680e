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
import orderimport.problem.Text;

/** Processes files one after another and prints the result of each. */
final class FileRunner {
  private final RootCommand rootCommand;
  private final ImportService importService;
  private final Function<String, Activity> activity;
  private final Text nothingLeft;
  private final ResultPrinter resultPrinter;

  /**
   * @param activity what is done, by file name
   * @param nothingLeft printed if a file needed no work
   */
  FileRunner(
      RootCommand rootCommand,
      ImportService importService,
      Function<String, Activity> activity,
      CliText nothingLeft) {
    this.rootCommand = rootCommand;
    this.importService = importService;
    this.activity = activity;
    this.nothingLeft = nothingLeft.text();
    this.resultPrinter = new ResultPrinter(rootCommand);
  }

  /**
   * Processes all files; returns their combined exit code. An error in one file does not affect the
   * others, unless the database is unavailable.
   */
  int run(List<Path> files, BiFunction<Path, ProgressListener, RunResult> work) {
    List<Integer> codes = new ArrayList<>();
    for (Path file : files) {
      if (importService.stopped()) {
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

  /** Runs one task with progress and prints its result; returns the exit code. */
  int run(String name, Function<ProgressListener, RunResult> work) {
    return result(name, work).exitCode();
  }

  /** Runs one task with progress and prints its result. */
  RunResult result(String name, Function<ProgressListener, RunResult> work) {
    RunResult result;
    try (ConsoleProgress progress = ConsoleProgress.of(rootCommand, name)) {
      result = work.apply(progress);
    }
    if (result instanceof RunResult.Finished finished && !finished.ranNow()) {
      rootCommand.printOut(nothingLeft);
    }
    resultPrinter.print(result, activity.apply(name));
    return result;
  }
}
