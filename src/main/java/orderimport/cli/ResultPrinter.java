package orderimport.cli;

import java.io.PrintWriter;
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
import orderimport.report.Status;

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
      rootCommand.err().println(rejected.message());
    } else if (result instanceof RunResult.WorkedOnElsewhere elsewhere) {
      rootCommand.err().println(elsewhere.message());
    } else if (result instanceof RunResult.Aborted aborted) {
      print(aborted, activity);
    }
  }

  private void print(RunResult.Aborted aborted, Activity activity) {
    rootCommand
        .err()
        .println(
            new ErrorReporter(rootCommand).explanation(activity.description(), aborted.cause()));
    Import orderImport = aborted.orderImport();
    if (orderImport == null || orderImport.kind() == Kind.DRY_RUN) {
      rootCommand.err().println(activity.nextStep());
    } else {
      rootCommand
          .err()
          .printf(
              "Import %d (%s) did not finish. `order-import resume %d` continues it and sends no"
                  + " order twice.%n",
              orderImport.id(), orderImport.fileName(), orderImport.id());
    }
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
    out.printf(
        "%s: %s%s%n",
        orderImport.kind() == Kind.DRY_RUN ? "Dry run" : "Import " + orderImport.id(),
        orderImport.fileName(),
        format == null ? "" : " (%s)".formatted(texts.render(format)));
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
    out.println("  Results: " + result.folder());
    printNext(orderImport, importCounts, out);
  }

  private static void printNext(Import orderImport, ImportCounts importCounts, PrintWriter out) {
    if (importCounts.rows(Status.INVALID) + importCounts.rows(Status.REJECTED) > 0) {
      out.println(
          "  Next: fix the marked cells in fix-and-reimport.xlsx in that folder, then import that"
              + " file.");
    }
    if (importCounts.orders(Status.IN_DOUBT) > 0) {
      out.println("  Next: `order-import in-doubt` lists the orders whose outcome is unknown.");
    }
    if (orderImport.kind() == Kind.IMPORT && orderImport.state() == State.HELD) {
      out.printf("  Next: `order-import place %d` places the held orders.%n", orderImport.id());
    } else if (orderImport.kind() == Kind.DRY_RUN && orderImport.state() == State.STOPPED) {
      out.println("  Next: run `order-import validate` again; a dry run cannot be resumed.");
    } else if (orderImport.state() == State.STOPPED) {
      out.printf("  Next: `order-import resume %d` continues it.%n", orderImport.id());
    }
  }
}
