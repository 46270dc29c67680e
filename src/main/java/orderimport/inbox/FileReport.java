package orderimport.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orderimport.imports.Import;
import orderimport.imports.Import.State;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Severity;
import orderimport.job.ExitCodes;
import orderimport.job.RunResult;
import orderimport.report.ImportCounts;
import orderimport.report.Status;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file of a run.
 *
 * @param imported its import as it stands; null if none came of it
 * @param before when its content was imported, if that was before this run; else null
 */
public record FileReport(
    InboxFile file, RunResult.@Nullable Finished imported, @Nullable Instant before) {

  private static final String CARRIER_STOPPED = "carrier_stopped";
  private static final String MEND =
      "Mend the marked cells of fix-and-reimport.xlsx and drop that file.";

  /**
   * Something for a person to do.
   *
   * @param what is the matter, without the full stop
   * @param next what to do about it
   */
  record ActionItem(String what, String next) {
    ActionItem {
      what = what.replaceFirst("\\.$", "");
    }
  }

  String name() {
    return file.name();
  }

  /** Of the orders of each state. */
  Map<Status, Long> orders() {
    return imported == null ? Map.of() : imported.figures().orders();
  }

  /** {@code 9 orders = 8 accepted + 1 rejected}; blank if none were read. */
  String balance() {
    return imported == null || isUnreadable() ? "" : imported.figures().ordersBalance();
  }

  boolean isUnreadable() {
    return file.exitCode() == ExitCodes.UNREADABLE;
  }

  /** What a person has to do, the most pressing first; empty if nothing. */
  List<ActionItem> needs() {
    List<ActionItem> needs = new ArrayList<>();
    String stays = file.stays();
    if (isUnreadable()) {
      needs.add(unreadable());
    }
    if (imported != null) {
      addNeeds(imported, needs);
    }
    if (stays != null && needs.isEmpty()) {
      needs.add(
          new ActionItem(
              stays,
              file.exitCode() == ExitCodes.OK
                  ? "It stays in the inbox."
                  : "It stays in the inbox; the next run tries it again, and sends no order twice."));
    }
    return needs;
  }

  private ActionItem unreadable() {
    List<Problem> problems = imported == null ? List.of() : imported.ofFile();
    return problems.stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .findFirst()
        .map(
            problem ->
                new ActionItem("It cannot be read as orders: " + problem.message(), problem.hint()))
        .orElseGet(
            () ->
                new ActionItem(
                    "It cannot be read as orders: " + file.stays(),
                    "Correct the file and drop it again."));
  }

  private static void addNeeds(RunResult.Finished finished, List<ActionItem> needs) {
    ImportCounts importCounts = finished.figures();
    Import of = finished.imported();
    long inDoubt = importCounts.orders(Status.IN_DOUBT);
    if (inDoubt > 0) {
      needs.add(
          new ActionItem(
              "%s sent, and nobody knows whether %s"
                  .formatted(
                      orders(inDoubt, "was", "were"), inDoubt == 1 ? "it arrived" : "they arrived"),
              "Ask the carrier; `order-import in-doubt` lists what to ask, `resolve` takes the answer."));
    }
    long refused = importCounts.orders(Status.REJECTED);
    long invalid = importCounts.orders(Status.INVALID);
    if (invalid > 0) {
      needs.add(
          new ActionItem(
              orders(invalid, "has mistakes and was", "have mistakes and were") + " not sent",
              MEND));
    } else if (importCounts.rows(Status.INVALID) > 0) {
      needs.add(
          new ActionItem(importCounts.rows(Status.INVALID) + " rows belong to no order", MEND));
    }
    if (refused > 0) {
      needs.add(
          new ActionItem(
              orders(refused, "was", "were") + " refused by the carrier",
              "fix-and-reimport.xlsx says why; mend it and drop that file."));
    }
    for (Problem problem : finished.ofFile()) {
      if (problem.code().equals(CARRIER_STOPPED)) {
        needs.add(new ActionItem(problem.message(), "Fix this; the next run then places them."));
      }
    }
    long held = importCounts.orders(Status.HELD);
    if (of.state() == State.HELD && held > 0) {
      needs.add(
          new ActionItem(
              orders(held, "waits", "wait") + " to be placed",
              "`order-import place %d` places %s.".formatted(of.id(), held == 1 ? "it" : "them")));
    }
    if (needs.isEmpty() && finished.exitCode() == ExitCodes.WITH_ERRORS) {
      needs.add(
          new ActionItem(
              "an order that was placed before says something else now",
              "report.html names the fields that differ."));
    }
  }

  private static String orders(long count, String one, String many) {
    return count == 1 ? "1 order " + one : count + " orders " + many;
  }
}
