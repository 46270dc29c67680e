package orderimport.cli;

import java.io.PrintWriter;
import orderimport.imports.Import;
import orderimport.imports.Import.Kind;
import orderimport.imports.Import.State;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Severity;
import orderimport.job.RunResult;
import orderimport.report.Figures;
import orderimport.report.NotLive;
import orderimport.report.Status;

/** Prints the result of a run on standard output, and what keeps it from one on standard error. */
final class ResultText {
  private final Program program;

  ResultText(Program program) {
    this.program = program;
  }

  /** With what to do about one that did not come to its end. */
  void print(RunResult result, Activity activity) {
    if (result instanceof RunResult.Imported imported) {
      show(imported);
    } else if (result instanceof RunResult.Refused refused) {
      program.err().println(refused.message());
    } else if (result instanceof RunResult.WorkedOnElsewhere elsewhere) {
      program.err().println(elsewhere.message());
    } else if (result instanceof RunResult.BrokenOff brokenOff) {
      print(brokenOff, activity);
    }
  }

  private void print(RunResult.BrokenOff brokenOff, Activity activity) {
    program.err().println(new Troubles(program).explanation(activity.doing(), brokenOff.cause()));
    Import imported = brokenOff.imported();
    if (imported == null || imported.kind() == Kind.VALIDATION) {
      program.err().println(activity.next());
    } else {
      program
          .err()
          .printf(
              "Import %d (%s) did not finish; `order-import resume %d` continues it, and sends no order twice.%n",
              imported.id(), imported.fileName(), imported.id());
    }
  }

  /** An import as it stands. */
  void show(RunResult.Imported result) {
    PrintWriter out = program.out();
    Import imported = result.imported();
    Figures figures = result.figures();
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
      out.println("  " + figures.rowsBalance());
      out.println("  " + figures.ordersBalance());
    }
    for (Problem problem : result.ofFile()) {
      if (problem.severity() != Severity.NOTICE) {
        out.println("  " + problem.message());
        out.println("    " + problem.hint());
      }
    }
    out.println("  Results: " + result.folder());
    printNext(imported, figures, out);
  }

  private static void printNext(Import imported, Figures figures, PrintWriter out) {
    if (figures.rows(Status.INVALID) + figures.rows(Status.REJECTED) > 0) {
      out.println(
          "  Next: mend the marked cells in fix-and-reimport.xlsx there, and import that file.");
    }
    if (figures.orders(Status.IN_DOUBT) > 0) {
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
