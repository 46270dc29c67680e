package orderimport.job;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import orderimport.imports.FileRejectedException;
import orderimport.imports.Import;
import orderimport.imports.Import.State;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.LeaseLostException;
import orderimport.imports.Problems;
import orderimport.imports.ProgressListener;
import orderimport.placement.OrderPlacementService;
import orderimport.report.Reports;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.stereotype.Component;

/** A run of an import's job by the one process that has the lease on it, whatever its end. */
@Component
class LeasedImportRunner {
  private static final Logger log = LoggerFactory.getLogger(LeasedImportRunner.class);

  private final Imports imports;
  private final Problems problems;
  private final SourceFileStore sourceFileStore;
  private final Reports reports;
  private final ImportCompletion importCompletion;
  private final OrderPlacementService orderPlacementService;
  private final ImportBinderFactory binders;
  private final ActiveImports running;
  private final ImportJobLauncher importJobLauncher;
  private final ConnectionBudget connections;
  private final String runner;

  LeasedImportRunner(
      Imports imports,
      Problems problems,
      SourceFileStore sourceFileStore,
      Reports reports,
      ImportCompletion importCompletion,
      OrderPlacementService orderPlacementService,
      ImportBinderFactory binders,
      ActiveImports running,
      ImportJobLauncher importJobLauncher,
      ConnectionBudget connections,
      Clock clock) {
    this.imports = imports;
    this.problems = problems;
    this.sourceFileStore = sourceFileStore;
    this.reports = reports;
    this.importCompletion = importCompletion;
    this.orderPlacementService = orderPlacementService;
    this.binders = binders;
    this.running = running;
    this.importJobLauncher = importJobLauncher;
    this.connections = connections;
    this.runner = ProcessIdentity.describe(Instant.now(clock).truncatedTo(ChronoUnit.SECONDS));
  }

  /** This process, in words. */
  String runner() {
    return runner;
  }

  /** As {@link #run(long, Progress, BooleanSupplier, Consumer)}, whatever happens meanwhile. */
  RunResult run(long importId, ProgressListener progressListener, Consumer<Lease> preparation) {
    return run(importId, progressListener, () -> true, preparation);
  }

  /**
   * Works on an import, unless another process does; waits until there is a connection to spare for
   * its lease.
   *
   * @param requested asked after waiting: whether the work is still to be done
   * @param preparation what is done first, once the lease is there
   */
  RunResult run(
      long importId,
      ProgressListener progressListener,
      BooleanSupplier requested,
      Consumer<Lease> preparation) {
    Optional<ConnectionBudget.Share> share = connections.forImport(running::allStopped);
    if (share.isEmpty()) {
      return new RunResult.Rejected(
          "Import %d was not begun, since the program ends.".formatted(importId),
          ExitCodes.STOPPED);
    }
    try (ConnectionBudget.Share held = share.get()) {
      log.trace("Import {} has {}", importId, held);
      return requested.getAsBoolean()
          ? runWithLease(importId, progressListener, preparation)
          : result(importId, false);
    }
  }

  private RunResult runWithLease(
      long importId, ProgressListener progressListener, Consumer<Lease> preparation) {
    Optional<Lease> taken = imports.acquireLease(importId, runner);
    if (taken.isEmpty()) {
      return new RunResult.WorkedOnElsewhere(
          "Import %d is being worked on by %s. Wait until that ends, or stop it."
              .formatted(importId, imports.get(importId).runner()));
    }
    MDC.put("import", String.valueOf(importId));
    try (Lease lease = taken.get()) {
      return run(lease, progressListener, preparation);
    } finally {
      MDC.remove("import");
    }
  }

  private RunResult run(
      Lease lease, ProgressListener progressListener, Consumer<Lease> preparation) {
    running.add(lease, progressListener);
    try {
      preparation.accept(lease);
      return execute(lease);
    } finally {
      running.remove(lease);
    }
  }

  private RunResult execute(Lease lease) {
    Import imported = imports.get(lease.importId());
    try {
      orderPlacementService.markUnfinishedInDoubt(lease, binders.of(imported.id()));
      JobExecution execution = importJobLauncher.startOrRestart(imported.id());
      if (execution.getStatus() == BatchStatus.STOPPED) {
        importCompletion.stop(lease);
      } else if (execution.getStatus() != BatchStatus.COMPLETED) {
        return brokenOff(lease, imported, failure(execution));
      }
      return ended(imported.id());
    } catch (JobExecutionException | RuntimeException e) {
      return brokenOff(lease, imported, e);
    }
  }

  private static Throwable failure(JobExecution execution) {
    return execution.getAllFailureExceptions().stream()
        .findFirst()
        .orElseGet(() -> new IllegalStateException("The job ended as " + execution.getStatus()));
  }

  private RunResult ended(long importId) {
    Import imported = imports.get(importId);
    if (imported.state() != State.STOPPED) {
      sourceFileStore.delete(imported);
    }
    return result(importId, true);
  }

  private RunResult brokenOff(Lease lease, Import imported, Throwable failure) {
    Throwable refusal = refusal(failure);
    if (refusal == null) {
      log.error("Import {} broke off", imported.id(), failure);
    }
    try {
      if (refusal != null) {
        log.info(
            "Import {} of {} is rejected: {}",
            imported.id(),
            imported.fileName(),
            refusal.getMessage());
        reject(lease, refusal);
        return ended(imported.id());
      }
      imports.finish(lease, State.STOPPED, ExitCodes.STOPPED);
    } catch (LeaseLostException e) {
      return new RunResult.WorkedOnElsewhere(
          "%s It is worked on by %s; `order-import show %d` tells how far it is."
              .formatted(e.getMessage(), imports.get(imported.id()).runner(), imported.id()));
    } catch (RuntimeException e) {
      // Such as a database that is gone: the import is then as a killed process leaves it.
      log.error("The end of import {} could not be written down", imported.id(), e);
    }
    return new RunResult.Aborted(imported, failure);
  }

  private void reject(Lease lease, Throwable rejection) {
    if (rejection instanceof UnreadableSpreadsheetException unreadable) {
      importCompletion.reject(lease, unreadable);
    } else {
      importCompletion.reject(lease, (FileRejectedException) rejection);
    }
  }

  private static @Nullable Throwable refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileRejectedException
          || cause instanceof UnreadableSpreadsheetException) {
        return cause;
      }
    }
    return null;
  }

  /**
   * What an import came to so far.
   *
   * @param ranNow whether that is the result of a run that has just ended
   */
  RunResult result(long importId, boolean ranNow) {
    Import imported = imports.get(importId);
    return new RunResult.Finished(
        imported,
        reports.figures(importId),
        importCompletion.folderOf(imported),
        problems.ofFile(importId),
        ranNow);
  }
}
