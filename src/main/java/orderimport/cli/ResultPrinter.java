package orderimport.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import orderimport.imports.Import;
import orderimport.imports.Import.Kind;
import orderimport.imports.Import.State;
import orderimport.job.RunResult;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import orderimport.report.ImportCounts;
import orderimport.report.NotLive;
import orderimport.report.ResultStatus;

/**
 * Prints the result of an import on standard output, or the reason why there is none on standard
 * error.
 */
final class ResultPrinter {
  private final RootCommand rootCommand;

  ResultPrinter(RootCommand rootCommand) {
    this.rootCommand = rootCommand;
  }

  /** Adds the next step if the import did not finish. */
  void print(RunResult result, Activity activity) {
    if (result instanceof RunResult.Finished finished) {
      show(finished);
    } else if (result instanceof RunResult.Rejected rejected) {
      rootCommand.printErr(rejected.message().sentence());
    } else if (result instanceof RunResult.WorkedOnElsewhere elsewhere) {
      rootCommand.printErr(elsewhere.message().sentence());
    } else if (result instanceof RunResult.Aborted aborted) {
      print(aborted, activity);
    }
  }

  private void print(RunResult.Aborted aborted, Activity activity) {
    rootCommand.printErr(
        new ErrorReporter(rootCommand)
            .explanation(activity.description(), aborted.cause())
            .sentence());
    Import orderImport = aborted.orderImport();
    rootCommand.printErr(
        orderImport == null || orderImport.kind() == Kind.DRY_RUN
            ? activity.nextStep()
            : CliText.DID_NOT_FINISH.text(orderImport.id(), orderImport.fileName()));
  }

  /** Prints the state of an import. */
  void show(RunResult.Finished result) {
    PrintWriter out = rootCommand.out();
    Import orderImport = result.orderImport();
    ImportCounts importCounts = result.counts();
    TextRenderer texts = rootCommand.texts();
    Text format = orderImport.format();
    Text notLive = NotLive.sentence(orderImport.environments());
    if (notLive != null) {
      out.println(texts.render(notLive));
    }
    Text heading =
        orderImport.kind() == Kind.DRY_RUN
            ? CliText.RESULT_DRY_RUN.text(orderImport.fileName())
            : CliText.RESULT_IMPORT.text(orderImport.id(), orderImport.fileName());
    out.println(
        texts.render(heading) + (format == null ? "" : " (%s)".formatted(texts.render(format))));
    if (orderImport.state() != State.FAILED) {
      out.println("  " + texts.render(importCounts.rowsBalance()));
      out.println("  " + texts.render(importCounts.ordersBalance()));
    }
    for (Problem problem : result.fileProblems()) {
      if (problem.severity() != Severity.NOTICE) {
        out.println("  " + texts.render(problem.message()));
        out.println("    " + texts.render(problem.hint()));
      }
    }
    if (orderImport.endReason() != null) {
      out.println("  " + texts.render(orderImport.endReason().sentence()));
    }
    out.println(
        "  "
            + texts.render(
                Files.exists(result.folder())
                    ? CliText.RESULTS.text(result.folder())
                    : CliText.RESULTS_ELSEWHERE.text(result.folder(), orderImport.id())));
    next(orderImport, importCounts).forEach(step -> out.println("  " + texts.render(step)));
  }

  private static List<Text> next(Import orderImport, ImportCounts importCounts) {
    List<Text> next = new ArrayList<>();
    if (importCounts.rows(ResultStatus.INVALID) + importCounts.rows(ResultStatus.REJECTED) > 0) {
      next.add(CliText.NEXT_FIX.text("fix-and-reimport.xlsx"));
    }
    if (importCounts.orders(ResultStatus.IN_DOUBT) > 0) {
      next.add(CliText.NEXT_IN_DOUBT.text());
    }
    if (orderImport.kind() == Kind.IMPORT && orderImport.state() == State.HELD) {
      next.add(CliText.NEXT_PLACE.text(orderImport.id()));
    } else if (orderImport.kind() == Kind.DRY_RUN && orderImport.state() == State.STOPPED) {
      next.add(CliText.NEXT_VALIDATE_AGAIN.text());
    } else if (orderImport.state() == State.STOPPED) {
      next.add(CliText.NEXT_RESUME.text(orderImport.id()));
    }
    return next;
  }
}
