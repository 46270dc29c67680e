package orderimport.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.imports.Import;
import orderimport.imports.Import.State;
import orderimport.job.ExitCodes;
import orderimport.job.RunResult;
import orderimport.problem.OrderProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text;
import orderimport.report.ImportCounts;
import orderimport.report.ResultStatus;
import org.jspecify.annotations.Nullable;

/**
 * The result of a file in an inbox run.
 *
 * @param result the current state of its import; null if absent
 * @param before when its content was imported, if before this run; null otherwise
 */
record FileReport(InboxFile file, RunResult.@Nullable Finished result, @Nullable Instant before) {

  private static final String CARRIER_STOPPED = OrderProblem.CARRIER_STOPPED.code();

  /**
   * An action that a user has to take.
   *
   * @param problem the problem
   * @param nextStep the next step
   */
  record ActionItem(Text problem, Text nextStep) {}

  String name() {
    return file.name();
  }

  /** The number of orders by status. */
  Map<ResultStatus, Long> orders() {
    return result == null ? Map.of() : result.counts().orders();
  }

  /** {@code 9 orders = 8 accepted + 1 rejected}; null if no orders were read. */
  @Nullable Text balance() {
    return result == null || isUnreadable() ? null : result.counts().ordersBalance();
  }

  boolean isUnreadable() {
    return file.exitCode() == ExitCodes.UNREADABLE;
  }

  /** The actions to take, the most urgent first; empty if there are none. */
  List<ActionItem> actions() {
    List<ActionItem> actions = new ArrayList<>();
    Text stays = file.leftReason();
    if (isUnreadable()) {
      actions.add(unreadable());
    }
    if (result != null) {
      addActions(result, actions);
    }
    if (stays != null && actions.isEmpty()) {
      actions.add(
          new ActionItem(
              InboxText.HEADLINE.text(stays),
              file.exitCode() == ExitCodes.OK
                  ? InboxText.STAYS.text()
                  : InboxText.STAYS_RETRIED.text()));
    }
    return actions;
  }

  private ActionItem unreadable() {
    List<Problem> problems = result == null ? List.of() : result.fileProblems();
    return problems.stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .findFirst()
        .map(
            problem -> new ActionItem(InboxText.UNREADABLE.text(problem.message()), problem.hint()))
        .orElseGet(
            () ->
                new ActionItem(
                    InboxText.HEADLINE.text(
                        InboxText.UNREADABLE.text(
                            Objects.requireNonNullElseGet(
                                file.leftReason(), InboxText.WHY_NOT_FINISHED::text))),
                    InboxText.FIX_FILE.text()));
  }

  private static void addActions(RunResult.Finished finished, List<ActionItem> actions) {
    ImportCounts importCounts = finished.counts();
    Import orderImport = finished.orderImport();
    long inDoubt = importCounts.orders(ResultStatus.IN_DOUBT);
    if (inDoubt > 0) {
      actions.add(
          new ActionItem(
              InboxText.of(inDoubt, InboxText.NEED_IN_DOUBT_ONE, InboxText.NEED_IN_DOUBT),
              InboxText.ASK.text()));
    }
    long rejected = importCounts.orders(ResultStatus.REJECTED);
    long invalid = importCounts.orders(ResultStatus.INVALID);
    long invalidRows = importCounts.rows(ResultStatus.INVALID);
    if (invalid > 0) {
      actions.add(
          new ActionItem(
              InboxText.of(invalid, InboxText.NEED_INVALID_ONE, InboxText.NEED_INVALID),
              InboxText.FIX_CELLS.text()));
    } else if (invalidRows > 0) {
      actions.add(
          new ActionItem(InboxText.NEED_ROWS.text(invalidRows), InboxText.FIX_CELLS.text()));
    }
    if (rejected > 0) {
      actions.add(
          new ActionItem(
              InboxText.of(rejected, InboxText.NEED_REJECTED_ONE, InboxText.NEED_REJECTED),
              InboxText.REASONS.text()));
    }
    for (Problem problem : finished.fileProblems()) {
      if (problem.code().equals(CARRIER_STOPPED)) {
        actions.add(new ActionItem(problem.message(), InboxText.NEXT_PLACES.text()));
      }
    }
    long held = importCounts.orders(ResultStatus.HELD);
    if (orderImport.state() == State.HELD && held > 0) {
      actions.add(
          new ActionItem(
              InboxText.of(held, InboxText.NEED_HELD_ONE, InboxText.NEED_HELD),
              (held == 1 ? InboxText.PLACE_ONE : InboxText.PLACE).text(orderImport.id())));
    }
    if (actions.isEmpty() && finished.exitCode() == ExitCodes.WITH_ERRORS) {
      actions.add(new ActionItem(InboxText.DIFFERS.text(), InboxText.DIFFERS_FIELDS.text()));
    }
  }
}
