package orderimport.job;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orderimport.binding.ImportBinder;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.OrderIdentity;
import orderimport.imports.Problems;
import orderimport.imports.RowSurvey;
import orderimport.imports.RowSurvey.CopiedSheets;
import orderimport.imports.RowSurvey.OrderName;
import orderimport.imports.RowSurvey.UnassignedRow;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.order.Orders;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.report.NotLive;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/** Collects the data about all rows that the build partitions need, once all rows are staged. */
@Component
class BuildPreparation implements StepExecutionListener {
  private static final String NOT_LIVE = FileProblem.NOT_LIVE.code();

  private final Imports imports;
  private final StagedRows stagedRows;
  private final Orders orders;
  private final Problems problems;
  private final ImportBinderFactory binders;
  private final ActiveImports activeImports;

  BuildPreparation(
      Imports imports,
      StagedRows stagedRows,
      Orders orders,
      Problems problems,
      ImportBinderFactory binders,
      ActiveImports activeImports) {
    this.imports = imports;
    this.stagedRows = stagedRows;
    this.orders = orders;
    this.problems = problems;
    this.binders = binders;
    this.activeImports = activeImports;
  }

  /**
   * Data about all rows of an import.
   *
   * @param gaps rows without an order_ref that most likely belong to an order, which is not placed
   *     without them
   * @param incomplete the keys of orders with a missing row
   * @param similarNames the names of different orders that are the same number but for leading
   *     zeros and zero decimals, by carrier and that number
   * @param copied pairs of sheets that share most of their orders
   */
  record AllRows(
      BuildPlan plan,
      Map<Location, UnassignedRow> gaps,
      Set<String> incomplete,
      Map<OrderIdentity, Set<OrderName>> similarNames,
      List<CopiedSheets> copied) {}

  @Override
  public void beforeStep(StepExecution stepExecution) {
    long importId = ImportJob.importId(stepExecution.getJobExecution());
    Lease lease = activeImports.lease(importId);
    imports.limitEnvironments(lease);
    reportEnvironments(importId);
    activeImports.prepared(importId, collect(importId));
  }

  /** Collects the data from the staged rows. It is the same in each process and at any time. */
  AllRows collect(long importId) {
    ImportBinder binder = binders.of(importId);
    RowSurvey survey = RowSurvey.of(stagedRows, importId);
    Map<Location, UnassignedRow> gaps = binder.likelyMissingOrderRef(survey.unassigned());
    Set<String> incomplete = new HashSet<>(survey.incomplete());
    addOrdersOfShiftedRows(importId, binder, survey, incomplete);
    gaps.values().forEach(unassignedRow -> incomplete.add(unassignedRow.orderKey()));
    return new AllRows(
        BuildPlan.of(survey, orders, importId),
        gaps,
        incomplete,
        survey.similarNames(),
        survey.copiedSheets());
  }

  /**
   * The order of a shifted row is ambiguous, so all orders that the row may name are incomplete.
   */
  private void addOrdersOfShiftedRows(
      long importId, ImportBinder binder, RowSurvey survey, Set<String> incomplete) {
    List<StagedRow> shifted = stagedRows.withError(importId, ImportBinder.SHIFTED, -1);
    while (!shifted.isEmpty()) {
      incomplete.addAll(survey.ordersAmong(binder.possibleOrders(shifted)));
      long last = shifted.get(shifted.size() - 1).position();
      shifted = stagedRows.withError(importId, ImportBinder.SHIFTED, last);
    }
  }

  private void reportEnvironments(long importId) {
    problems.deleteOfFile(importId, NOT_LIVE);
    String carriers = NotLive.carriers(imports.get(importId).environments());
    if (!carriers.isEmpty()) {
      problems.add(
          importId,
          List.of(Problem.of(Location.FILE, Severity.NOTICE, FileProblem.NOT_LIVE, carriers)));
    }
  }
}
