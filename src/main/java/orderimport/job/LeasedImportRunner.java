package orderimport.job;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import orderimport.database.DatabaseOutage;
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
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Runs an import's job under the lease on the import and handles all ways in which it can end. */
@Component
class LeasedImportRunner {
  private static final Logger log = LoggerFactory.getLogger(LeasedImportRunner.class);
  private static final int MOST_OUTAGES = 10;
  private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(5);
  private static final Duration OUTAGE_INTERVAL = Duration.ofSeconds(1);

  private final Imports imports;
  private final Problems problems;
  private final SourceFileStore sourceFileStore;
  private final Reports reports;
  private final ImportCompletion importCompletion;
  private final OrderPlacementService orderPlacementService;
  private final ImportBinderFactory binders;
  private final ActiveImports activeImports;
  private final ImportJobLauncher importJobLauncher;
  private final ConnectionBudget connections;
  private final ApplicationEventPublisher events;
  private final FailureExplainer explainer;
  private final boolean isShared;
  private final String worker;

  LeasedImportRunner(
      Imports imports,
      Problems problems,
      SourceFileStore sourceFileStore,
      Reports reports,
      ImportCompletion importCompletion,
      OrderPlacementService orderPlacementService,
      ImportBinderFactory binders,
      ActiveImports activeImports,
      ImportJobLauncher importJobLauncher,
      ConnectionBudget connections,
      ApplicationEventPublisher events,
      ObjectProvider<FailureExplainer> explainer,
      ObjectProvider<PartitionHandler> remotePartitions,
      ProcessIdentity processIdentity) {
    this.imports = imports;
    this.problems = problems;
    this.sourceFileStore = sourceFileStore;
    this.reports = reports;
    this.importCompletion = importCompletion;
    this.orderPlacementService = orderPlacementService;
    this.binders = binders;
    this.activeImports = activeImports;
    this.importJobLauncher = importJobLauncher;
    this.connections = connections;
    this.events = events;
    this.explainer = explainer.getIfAvailable(() -> FailureExplainer.GENERAL);
    this.isShared = remotePartitions.getIfAvailable() != null;
    this.worker = processIdentity.worker();
  }

  /** The description of this process. */
  String worker() {
    return worker;
  }

  /** As {@link #run(long, ProgressListener, BooleanSupplier, Consumer)}, without a condition. */
  RunResult run(long importId, ProgressListener progressListener, Consumer<Lease> preparation) {
    return run(importId, progressListener, () -> true, preparation);
  }

  /**
   * Works on an import, unless another process does. Waits until a connection is available for the
   * lease.
   *
   * @param requested whether the work is still to be done; checked after waiting
   * @param preparation called first, with the lease
   */
  RunResult run(
      long importId,
      ProgressListener progressListener,
      BooleanSupplier requested,
      Consumer<Lease> preparation) {
    Optional<ConnectionBudget.Share> share = connections.forImport(activeImports::allStopped);
    if (share.isEmpty()) {
      return new RunResult.Rejected(JobText.NOT_STARTED.text(importId), ExitCodes.STOPPED);
    }
    try (ConnectionBudget.Share held = share.get()) {
      log.trace("Import {} has {}", importId, held);
      return requested.getAsBoolean()
          ? runThroughOutages(importId, progressListener, preparation)
          : result(importId, false);
    }
  }

  /**
   * Resumes an import after a restart of a database that several machines share. The program
   * restarts the embedded one itself.
   */
  private RunResult runThroughOutages(
      long importId, ProgressListener progressListener, Consumer<Lease> preparation) {
    RunResult result = runWithLease(importId, progressListener, preparation);
    for (int outage = 0;
        outage < MOST_OUTAGES && isEndedByOutage(result) && awaitDatabase(importId);
        outage++) {
      log.warn("Resumes import {} after an outage of the database", importId);
      progressListener.onMessage(JobText.OUTAGE.text(importId));
      result = runWithLease(importId, progressListener, lease -> {});
    }
    return result;
  }

  private boolean isEndedByOutage(RunResult result) {
    return isShared
        && result instanceof RunResult.Aborted aborted
        && DatabaseOutage.isCauseOf(aborted.cause());
  }

  /** Returns whether the database is available, and the import is still to be worked on. */
  private boolean awaitDatabase(long importId) {
    long end = System.nanoTime() + LONGEST_OUTAGE.toNanos();
    while (!activeImports.allStopped() && System.nanoTime() < end) {
      try {
        imports.get(importId);
        return true;
      } catch (DataAccessException e) {
        log.debug("The database is not available", e);
        LockSupport.parkNanos(OUTAGE_INTERVAL.toNanos());
      }
    }
    return false;
  }

  private RunResult runWithLease(
      long importId, ProgressListener progressListener, Consumer<Lease> preparation) {
    Optional<Lease> acquired = imports.acquireLease(importId, worker);
    if (acquired.isEmpty()) {
      return new RunResult.WorkedOnElsewhere(
          JobText.ELSEWHERE.text(importId, String.valueOf(imports.get(importId).worker())));
    }
    MDC.put("import", String.valueOf(importId));
    try (Lease lease = acquired.get()) {
      return run(lease, progressListener, preparation);
    } finally {
      MDC.remove("import");
    }
  }

  private RunResult run(
      Lease lease, ProgressListener progressListener, Consumer<Lease> preparation) {
    activeImports.add(lease, progressListener);
    try {
      return execute(lease, preparation);
    } finally {
      activeImports.remove(lease);
    }
  }

  private RunResult execute(Lease lease, Consumer<Lease> preparation) {
    Import orderImport = imports.get(lease.importId());
    try {
      events.publishEvent(new ImportStarted(lease.importId()));
      preparation.accept(lease);
      orderImport = imports.get(lease.importId());
      orderPlacementService.markUnfinishedInDoubt(lease, binders.of(orderImport.id()));
      JobExecution execution = importJobLauncher.startOrRestart(lease);
      if (execution.getStatus() == BatchStatus.STOPPED) {
        importCompletion.stop(lease);
      } else if (execution.getStatus() != BatchStatus.COMPLETED) {
        return aborted(lease, orderImport, failure(execution));
      }
      return finished(orderImport.id());
    } catch (JobExecutionException | RuntimeException e) {
      return aborted(lease, orderImport, e);
    }
  }

  private static Throwable failure(JobExecution execution) {
    return execution.getAllFailureExceptions().stream()
        .findFirst()
        .orElseGet(
            () -> new IllegalStateException("The job ended with status " + execution.getStatus()));
  }

  private RunResult finished(long importId) {
    Import orderImport = imports.get(importId);
    if (orderImport.state() != State.STOPPED) {
      sourceFileStore.delete(orderImport);
    }
    return result(importId, true);
  }

  private RunResult aborted(Lease lease, Import orderImport, Throwable failure) {
    Throwable rejection = rejection(failure);
    if (rejection == null) {
      log.error("Import {} aborted", orderImport.id(), failure);
    }
    try {
      if (rejection != null) {
        log.info(
            "Import {} of {} is rejected: {}",
            orderImport.id(),
            orderImport.fileName(),
            rejection.getMessage());
        reject(lease, rejection);
        return finished(orderImport.id());
      }
      if (failure instanceof PartitionGivenUpException givenUp) {
        imports.finish(lease, State.STOPPED, ExitCodes.STOPPED, givenUp.explanation());
        return new RunResult.Rejected(givenUp.explanation(), ExitCodes.STOPPED);
      }
      imports.finish(
          lease,
          State.STOPPED,
          ExitCodes.STOPPED,
          explainer.explain(JobText.activity(orderImport, !orderImport.options().hold()), failure));
    } catch (LeaseLostException e) {
      return new RunResult.WorkedOnElsewhere(
          JobText.LEASE_LOST.text(
              orderImport.id(), String.valueOf(imports.get(orderImport.id()).worker())));
    } catch (RuntimeException e) {
      // The database may be unavailable, for example: the import is then as after a killed process.
      log.error("The end of import {} could not be recorded", orderImport.id(), e);
    }
    return new RunResult.Aborted(orderImport, failure);
  }

  private void reject(Lease lease, Throwable rejection) {
    if (rejection instanceof UnreadableSpreadsheetException unreadable) {
      importCompletion.reject(lease, unreadable);
    } else {
      importCompletion.reject(lease, (FileRejectedException) rejection);
    }
  }

  private static @Nullable Throwable rejection(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileRejectedException
          || cause instanceof UnreadableSpreadsheetException) {
        return cause;
      }
    }
    return null;
  }

  /**
   * The result of an import so far.
   *
   * @param ranNow whether the result is of a run that has just ended
   */
  RunResult result(long importId, boolean ranNow) {
    Import orderImport = imports.get(importId);
    return new RunResult.Finished(
        orderImport,
        reports.counts(importId),
        importCompletion.folderOf(orderImport),
        problems.ofFile(importId),
        ranNow);
  }
}
