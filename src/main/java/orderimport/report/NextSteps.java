package orderimport.report;

import static orderimport.report.Status.ACCEPTED;
import static orderimport.report.Status.BLOCKED;
import static orderimport.report.Status.DUPLICATE;
import static orderimport.report.Status.HELD;
import static orderimport.report.Status.INVALID;
import static orderimport.report.Status.IN_DOUBT;
import static orderimport.report.Status.PENDING;
import static orderimport.report.Status.REJECTED;
import static orderimport.report.Status.SENDING;

import java.util.ArrayList;
import java.util.List;
import orderimport.spreadsheet.CellStyleName;

/**
 * The result of an import and the next steps, as sentences for the user.
 *
 * @param verdict the result in one sentence
 * @param style of the verdict
 * @param next the next steps; at least one sentence
 */
record NextSteps(String verdict, CellStyleName style, List<String> next) {

  static final String FIX_FILE = "fix-and-reimport.xlsx";

  static NextSteps of(ImportHeader header, ImportCounts importCounts) {
    String verdict =
        "%s %s".formatted(NotLive.sentence(header.environments()), verdict(header, importCounts));
    return new NextSteps(verdict.strip(), style(header, importCounts), next(header, importCounts));
  }

  private static boolean hasFailedRows(ImportCounts importCounts) {
    return importCounts.rows(INVALID) + importCounts.rows(BLOCKED) + importCounts.rows(REJECTED)
        > 0;
  }

  private static CellStyleName style(ImportHeader header, ImportCounts importCounts) {
    if (header.state().equals("FAILED")) {
      return CellStyleName.REJECTED;
    }
    if (importCounts.orders(IN_DOUBT) > 0) {
      return CellStyleName.IN_DOUBT;
    }
    if (hasFailedRows(importCounts)) {
      return CellStyleName.INVALID;
    }
    return header.state().equals("COMPLETED") || (header.dryRun() && !isStopped(header))
        ? CellStyleName.ACCEPTED
        : CellStyleName.HELD;
  }

  private static String verdict(ImportHeader header, ImportCounts importCounts) {
    long total = importCounts.total();
    String orders = total == 1 ? "1 order" : total + " orders";
    if (header.state().equals("FAILED")) {
      return "The file could not be read as orders, so nothing of it was placed.";
    }
    if (header.dryRun()) {
      return (isStopped(header) ? "Not finished: " : "")
          + "%d of %s could be placed. This was a dry run."
              .formatted(importCounts.orders(HELD), orders);
    }
    if (header.state().equals("HELD")) {
      return importCounts.orders(HELD) + " of " + orders + " on hold, not sent yet.";
    }
    StringBuilder verdict = new StringBuilder(importCounts.orders(ACCEPTED) + " of " + orders);
    verdict.append(" accepted");
    append(verdict, importCounts.orders(DUPLICATE), "already placed");
    append(verdict, importCounts.orders(REJECTED), "rejected by the carrier");
    append(verdict, importCounts.orders(INVALID), "with errors");
    append(verdict, importCounts.orders(IN_DOUBT), "in doubt");
    append(verdict, importCounts.orders(SENDING), "being sent");
    append(verdict, importCounts.orders(HELD), "on hold");
    verdict.append('.');
    if (importCounts.rows(PENDING) > 0) {
      verdict.append(" %d rows are not checked yet.".formatted(importCounts.rows(PENDING)));
    }
    return isStopped(header) ? "Not finished: " + verdict : verdict.toString();
  }

  private static boolean isStopped(ImportHeader header) {
    return header.state().equals("STOPPED");
  }

  private static void append(StringBuilder verdict, long count, String what) {
    if (count > 0) {
      verdict.append(", ").append(count).append(' ').append(what);
    }
  }

  private static List<String> next(ImportHeader header, ImportCounts importCounts) {
    List<String> next = new ArrayList<>();
    if (importCounts.orders(IN_DOUBT) > 0) {
      next.add(
          "Ask the carrier about the orders in doubt (order-import in-doubt lists them), then"
              + " record the result: order-import resolve CARRIER ORDER_REF …");
    }
    if (isStopped(header)) {
      next.add(
          header.dryRun()
              ? "Run order-import validate again; a dry run cannot be resumed."
              : "To continue: order-import resume " + header.id());
    }
    if (hasFailedRows(importCounts)) {
      next.add(
          "Fix the marked cells in "
              + FIX_FILE
              + " and import it: order-import import "
              + FIX_FILE);
    }
    if (header.state().equals("HELD") && !header.dryRun() && importCounts.orders(HELD) > 0) {
      next.add("To place the orders on hold: order-import place " + header.id());
    }
    if (header.state().equals("FAILED")) {
      next.add("The problems below say why. Fix the file and import it again.");
    }
    if (next.isEmpty()) {
      next.add(
          header.dryRun()
              ? "To place the orders, import the same file."
              : "There is nothing left to do.");
    }
    return next;
  }
}
