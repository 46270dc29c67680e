package orderimport.job;

import java.util.List;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Problems;
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
  private final Problems problems;
  private final AllRowsReader allRowsReader;
  private final ImportBinderFactory binders;
  private final Orders orders;
  private final ActiveImports activeImports;

  BuildPreparation(
      Imports imports,
      Problems problems,
      AllRowsReader allRowsReader,
      ImportBinderFactory binders,
      Orders orders,
      ActiveImports activeImports) {
    this.imports = imports;
    this.problems = problems;
    this.allRowsReader = allRowsReader;
    this.binders = binders;
    this.orders = orders;
    this.activeImports = activeImports;
  }

  @Override
  public void beforeStep(StepExecution stepExecution) {
    long importId = ImportJob.importId(stepExecution.getJobExecution());
    Lease lease = activeImports.lease(importId);
    imports.limitEnvironments(lease);
    imports.limitMappings(importId);
    reportEnvironments(importId);
    activeImports.prepared(
        importId, allRowsReader.read(importId, binders.of(importId), orders.positions(importId)));
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
