package orderimport.cli;

import java.io.PrintWriter;
import orderimport.imports.Import;
import orderimport.imports.Import.Kind;
import orderimport.imports.Import.State;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Severity;
import orderimport.job.RunResult;
import orderimport.report.ImportCounts;
import orderimport.report.NotLive;
import orderimport.report.Status;

/** Prints the result of a run on standard output, and what keeps it from one on standard error. */
final class ResultPrinter {
  private final RootCommand rootCommand;

  ResultPrinter(RootCommand rootCommand) {
    this.rootCommand = rootCommand;
  }

  /** With what to do about one that did not come to its end. */
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
        .println(new ErrorReporter(rootCommand).explanation(activity.doing(), aborted.cause()));
    Import imported = aborted.imported();
    if (imported == null || imported.kind() == Kind.VALIDATION) {
      rootCommand.err().println(activity.next());
    } else {
      rootCommand
          .err()
          .printf(
              "Import %d (%s) did not finish; `order-import resume %d` continues it, and sends no order twice.%n",
              imported.id(), imported.fileName(), imported.id());
    }
  }

  /** An import as it stands. */
  void show(RunResult.Finished result) {
    PrintWriter out = rootCommand.out();
    Import imported = result.imported();
    ImportCounts importCounts = result.figures();
    String format = imported.format();
    String notLive = NotLive.sentence(imported.environments());
    if (!notLive.isEmpty()) {
      out.println(notLive);
    }
    out.printf(
        "%s: %s%s%n",
        imported.kind() == Kind.VALIDATION ? "Dry run" : "Import " + imported.id(),
        imported.fileName(),
        format == null ? "" : " (%s)".formatted(format));
    if (imported.state() != State.FAILED) {
      out.println("  " + importCounts.rowsBalance());
      out.println("  " + importCounts.ordersBalance());
    }
    for (Problem problem : result.ofFile()) {
      if (problem.severity() != Severity.NOTICE) {
        out.println("  " + problem.message());
        out.println("    " + problem.hint());
      }
    }
    out.println("  Results: " + result.folder());
    printNext(imported, importCounts, out);
  }

  private static void printNext(Import imported, ImportCounts importCounts, PrintWriter out) {
    if (importCounts.rows(Status.INVALID) + importCounts.rows(Status.REJECTED) > 0) {
      out.println(
          "  Next: mend the marked cells in fix-and-reimport.xlsx there, and import that file.");
    }
    if (importCounts.orders(Status.IN_DOUBT) > 0) {
      out.println(
          "  Next: `order-import in-doubt` lists the orders that nobody knows the outcome of.");
    }
    if (imported.kind() == Kind.IMPORT && imported.state() == State.HELD) {
      out.printf("  Next: `order-import place %d` places the held orders.%n", imported.id());
    } else if (imported.kind() == Kind.VALIDATION && imported.state() == State.STOPPED) {
      out.println("  Next: run `order-import validate` again; a dry run cannot be resumed.");
    } else if (imported.state() == State.STOPPED) {
      out.printf("  Next: `order-import resume %d` continues it.%n", imported.id());
    }
  }
}
