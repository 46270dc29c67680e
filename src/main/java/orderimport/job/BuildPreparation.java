package orderimport.job;

import orderimport.imports.Imports;
import orderimport.imports.Lease;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/** Collects the data about all rows that the build partitions need, once all rows are staged. */
@Component
class BuildPreparation implements StepExecutionListener {
  private final Imports imports;
  private final NotLiveNotice notLiveNotice;
  private final AllRowsReader allRowsReader;
  private final ImportBinderFactory binders;
  private final ActiveImports activeImports;

  BuildPreparation(
      Imports imports,
      NotLiveNotice notLiveNotice,
      AllRowsReader allRowsReader,
      ImportBinderFactory binders,
      ActiveImports activeImports) {
    this.imports = imports;
    this.notLiveNotice = notLiveNotice;
    this.allRowsReader = allRowsReader;
    this.binders = binders;
    this.activeImports = activeImports;
  }

  @Override
  public void beforeStep(StepExecution stepExecution) {
    long importId = ImportJob.importId(stepExecution.getJobExecution());
    Lease lease = activeImports.lease(importId);
    imports.limitEnvironments(lease);
    imports.limitMappings(importId);
    notLiveNotice.update(importId);
    activeImports.prepared(importId, allRowsReader.read(importId, binders.of(importId)));
  }
}
