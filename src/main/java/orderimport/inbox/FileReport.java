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
 * The result of a file in an inbox run.
 *
 * @param result the current state of its import; null if absent
 * @param before when its content was imported, if before this run; null otherwise
 */
public record FileReport(
    InboxFile file, RunResult.@Nullable Finished result, @Nullable Instant before) {

  private static final String CARRIER_STOPPED = "carrier_stopped";
  private static final String FIX_CELLS =
      "Fix the marked cells in fix-and-reimport.xlsx and drop that file into the inbox.";

  /**
   * An action that a user has to take.
   *
   * @param problem the problem, without a full stop
   * @param nextStep the next step
   */
  record ActionItem(String problem, String nextStep) {
    ActionItem {
      problem = problem.replaceFirst("\\.$", "");
    }
  }

  String name() {
    return file.name();
  }

  /** The number of orders by status. */
  Map<Status, Long> orders() {
    return result == null ? Map.of() : result.counts().orders();
  }

  /** {@code 9 orders = 8 accepted + 1 rejected}; blank if no orders were read. */
  String balance() {
    return result == null || isUnreadable() ? "" : result.counts().ordersBalance();
  }

  boolean isUnreadable() {
    return file.exitCode() == ExitCodes.UNREADABLE;
  }

  /** The actions to take, the most urgent first; empty if there are none. */
  List<ActionItem> actions() {
    List<ActionItem> actions = new ArrayList<>();
    String stays = file.leftReason();
    if (isUnreadable()) {
      actions.add(unreadable());
    }
    if (result != null) {
      addActions(result, actions);
    }
    if (stays != null && actions.isEmpty()) {
      actions.add(
          new ActionItem(
              stays,
              file.exitCode() == ExitCodes.OK
                  ? "It stays in the inbox."
                  : "It stays in the inbox; the next run retries it and sends no order twice."));
    }
    return actions;
  }

  private ActionItem unreadable() {
    List<Problem> problems = result == null ? List.of() : result.fileProblems();
    return problems.stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .findFirst()
        .map(
            problem ->
                new ActionItem("It cannot be read as orders: " + problem.message(), problem.hint()))
        .orElseGet(
            () ->
                new ActionItem(
                    "It cannot be read as orders: " + file.leftReason(),
                    "Fix the file and drop it into the inbox again."));
  }

  private static void addActions(RunResult.Finished finished, List<ActionItem> actions) {
    ImportCounts importCounts = finished.counts();
    Import orderImport = finished.orderImport();
    long inDoubt = importCounts.orders(Status.IN_DOUBT);
    if (inDoubt > 0) {
      actions.add(
          new ActionItem(
              "%s sent, but it is not known whether %s"
                  .formatted(
                      orders(inDoubt, "was", "were"), inDoubt == 1 ? "it arrived" : "they arrived"),
              "Ask the carrier: `order-import in-doubt` lists the orders, `order-import resolve`"
                  + " records the answer."));
    }
    long rejected = importCounts.orders(Status.REJECTED);
    long invalid = importCounts.orders(Status.INVALID);
    if (invalid > 0) {
      actions.add(
          new ActionItem(
              orders(invalid, "has errors and was", "have errors and were") + " not sent",
              FIX_CELLS));
    } else if (importCounts.rows(Status.INVALID) > 0) {
      actions.add(
          new ActionItem(
              importCounts.rows(Status.INVALID) + " rows belong to no order", FIX_CELLS));
    }
    if (rejected > 0) {
      actions.add(
          new ActionItem(
              orders(rejected, "was", "were") + " rejected by the carrier",
              "fix-and-reimport.xlsx has the reasons. Fix its cells and drop that file into the"
                  + " inbox."));
    }
    for (Problem problem : finished.fileProblems()) {
      if (problem.code().equals(CARRIER_STOPPED)) {
        actions.add(
            new ActionItem(problem.message(), "Fix this; the next run then places the orders."));
      }
    }
    long held = importCounts.orders(Status.HELD);
    if (orderImport.state() == State.HELD && held > 0) {
      actions.add(
          new ActionItem(
              orders(held, "is", "are") + " on hold",
              "`order-import place %d` places %s."
                  .formatted(orderImport.id(), held == 1 ? "it" : "them")));
    }
    if (actions.isEmpty() && finished.exitCode() == ExitCodes.WITH_ERRORS) {
      actions.add(
          new ActionItem(
              "an order placed earlier differs from this file",
              "report.html names the fields that differ."));
    }
  }

  private static String orders(long count, String one, String many) {
    return count == 1 ? "1 order " + one : count + " orders " + many;
  }
}
