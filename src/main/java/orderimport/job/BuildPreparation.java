package orderimport.job;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orderimport.binding.ImportBinder;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Problems;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.CopiedSheets;
import orderimport.imports.StagedRows.UnassignedRow;
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
  private final Problems problems;
  private final ImportBinderFactory binders;
  private final ActiveImports activeImports;

  BuildPreparation(
      Imports imports,
      StagedRows stagedRows,
      Problems problems,
      ImportBinderFactory binders,
      ActiveImports activeImports) {
    this.imports = imports;
    this.stagedRows = stagedRows;
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
   * @param similarNames whether an order's name is a number with leading zeros or zero decimals
   * @param copied pairs of sheets that share most of their orders
   */
  record AllRows(
      Map<Location, UnassignedRow> gaps,
      Set<String> incomplete,
      boolean similarNames,
      List<CopiedSheets> copied) {}

  @Override
  public void beforeStep(StepExecution stepExecution) {
    long importId = ImportJob.importId(stepExecution.getJobExecution());
    Lease lease = activeImports.lease(importId);
    imports.limitEnvironments(lease);
    reportEnvironments(importId);
    ImportBinder binder = binders.of(importId);
    Map<Location, UnassignedRow> gaps =
        binder.likelyMissingOrderRef(stagedRows.findUnassigned(importId));
    Set<String> incomplete = new HashSet<>(stagedRows.incompleteOrders(importId));
    addOrdersOfShiftedRows(importId, binder, incomplete);
    gaps.values().forEach(unassignedRow -> incomplete.add(unassignedRow.orderKey()));
    activeImports.prepared(
        importId,
        new AllRows(
            gaps, incomplete, stagedRows.anySimilar(importId), stagedRows.copiedSheets(importId)));
  }

  /**
   * The order of a shifted row is ambiguous, so all orders that the row may name are incomplete.
   */
  private void addOrdersOfShiftedRows(long importId, ImportBinder binder, Set<String> incomplete) {
    List<StagedRow> shifted = stagedRows.withError(importId, ImportBinder.SHIFTED, -1, 0);
    while (!shifted.isEmpty()) {
      incomplete.addAll(stagedRows.ordersAmong(importId, binder.possibleOrders(shifted)));
      StagedRow last = shifted.get(shifted.size() - 1);
      shifted = stagedRows.withError(importId, ImportBinder.SHIFTED, last.sheet(), last.number());
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
