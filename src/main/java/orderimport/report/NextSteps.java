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
 * How an import went and what to do next, in sentences.
 *
 * @param verdict one sentence
 * @param next at least one
 */
record NextSteps(String verdict, CellStyleName paint, List<String> next) {

  static final String FIX_FILE = "fix-and-reimport.xlsx";

  static NextSteps of(ImportHeader facts, ImportCounts importCounts) {
    String verdict =
        "%s %s".formatted(NotLive.sentence(facts.environments()), verdict(facts, importCounts));
    return new NextSteps(verdict.strip(), paint(facts, importCounts), next(facts, importCounts));
  }

  private static boolean toMend(ImportCounts importCounts) {
    return importCounts.rows(INVALID) + importCounts.rows(BLOCKED) + importCounts.rows(REJECTED)
        > 0;
  }

  private static CellStyleName paint(ImportHeader facts, ImportCounts importCounts) {
    if (facts.state().equals("FAILED")) {
      return CellStyleName.REFUSED;
    }
    if (importCounts.orders(IN_DOUBT) > 0) {
      return CellStyleName.UNKNOWN;
    }
    if (toMend(importCounts)) {
      return CellStyleName.WRONG;
    }
    return facts.state().equals("COMPLETED") || (facts.dryRun() && !isStopped(facts))
        ? CellStyleName.GOOD
        : CellStyleName.WAITING;
  }

  private static String verdict(ImportHeader facts, ImportCounts importCounts) {
    long total = importCounts.total();
    String orders = total == 1 ? "1 order" : total + " orders";
    if (facts.state().equals("FAILED")) {
      return "The file could not be read as orders, so nothing of it was placed.";
    }
    if (facts.dryRun()) {
      return (isStopped(facts) ? "Not finished: " : "")
          + "%d of %s could be placed. This was a check only."
              .formatted(importCounts.orders(HELD), orders);
    }
    if (facts.state().equals("HELD")) {
      return importCounts.orders(HELD) + " of " + orders + " wait to be placed.";
    }
    StringBuilder verdict = new StringBuilder(importCounts.orders(ACCEPTED) + " of " + orders);
    verdict.append(" accepted");
    append(verdict, importCounts.orders(DUPLICATE), "placed before");
    append(verdict, importCounts.orders(REJECTED), "refused by the carrier");
    append(verdict, importCounts.orders(INVALID), "to be mended");
    append(verdict, importCounts.orders(IN_DOUBT), "in doubt");
    append(verdict, importCounts.orders(SENDING), "being sent");
    append(verdict, importCounts.orders(HELD), "not sent yet");
    verdict.append('.');
    if (importCounts.rows(PENDING) > 0) {
      verdict.append(" %d rows are not checked yet.".formatted(importCounts.rows(PENDING)));
    }
    return isStopped(facts) ? "Not finished: " + verdict : verdict.toString();
  }

  private static boolean isStopped(ImportHeader facts) {
    return facts.state().equals("STOPPED");
  }

  private static void append(StringBuilder verdict, long count, String what) {
    if (count > 0) {
      verdict.append(", ").append(count).append(' ').append(what);
    }
  }

  private static List<String> next(ImportHeader facts, ImportCounts importCounts) {
    List<String> next = new ArrayList<>();
    if (importCounts.orders(IN_DOUBT) > 0) {
      next.add(
          "Ask the carrier about the orders in doubt (order-import in-doubt lists them), then tell"
              + " what you learned: order-import resolve CARRIER ORDER_REF …");
    }
    if (isStopped(facts)) {
      next.add(
          facts.dryRun()
              ? "Run order-import validate again; a dry run cannot be resumed."
              : "To continue: order-import resume " + facts.id());
    }
    if (toMend(importCounts)) {
      next.add(
          "Mend the marked cells in "
              + FIX_FILE
              + " and import it: order-import import "
              + FIX_FILE);
    }
    if (facts.state().equals("HELD") && !facts.dryRun() && importCounts.orders(HELD) > 0) {
      next.add("To place the orders that wait: order-import place " + facts.id());
    }
    if (facts.state().equals("FAILED")) {
      next.add("The problems below say why. Correct the file and import it again.");
    }
    if (next.isEmpty()) {
      next.add(
          facts.dryRun()
              ? "To place the orders, import the same file."
              : "There is nothing left to do.");
    }
    return next;
  }
}
