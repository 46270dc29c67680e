package orderimport.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import orderimport.imports.FileRefusedException;
import orderimport.imports.Import;
import orderimport.imports.Import.Kind;
import orderimport.imports.Import.State;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Problems;
import orderimport.imports.Progress;
import orderimport.report.Reports;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import orderimport.submission.Submission;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobExecutionNotRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.stereotype.Component;

/** Runs imports: one process an import at a time, from the start or from where it ended. */
@Component
public class ImportRuns {
  private static final Logger log = LoggerFactory.getLogger(ImportRuns.class);

  private final Imports imports;
  private final Problems problems;
  private final Sources sources;
  private final Reports reports;
  private final Conclusion conclusion;
  private final Submission submission;
  private final ImportBinders binders;
  private final RunningImports running;
  private final JobOperator operator;
  private final JobRepository repository;
  private final Job importJob;
  private final Job placeJob;
  private final String runner;
  private final AtomicReference<@Nullable JobExecution> current = new AtomicReference<>();
  private volatile boolean stopped;

  ImportRuns(
      Imports imports,
      Problems problems,
      Sources sources,
      Reports reports,
      Conclusion conclusion,
      Submission submission,
      ImportBinders binders,
      RunningImports running,
      JobOperator operator,
      JobRepository repository,
      Job importJob,
      Job placeJob,
      Clock clock) {
    this.imports = imports;
    this.problems = problems;
    this.sources = sources;
    this.reports = reports;
    this.conclusion = conclusion;
    this.submission = submission;
    this.binders = binders;
    this.running = running;
    this.operator = operator;
    this.repository = repository;
    this.importJob = importJob;
    this.placeJob = placeJob;
    this.runner = Runner.describe(Instant.now(clock).truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Imports a file: a new import, or that of the same content goes on, or its result is shown.
   *
   * @param again a new import even of content that was imported before
   */
  public RunResult importFile(Path file, ImportOptions options, boolean again, Progress progress) {
    try (Sources.Copy copy = sources.take(file)) {
      String name = String.valueOf(file.getFileName());
      Import imported =
          again
              ? imports.create(name, copy.sha256(), options)
              : imports.findOrCreate(name, copy.sha256(), options);
      if (imported.state() == State.RUNNING || imported.state() == State.STOPPED) {
        sources.keep(copy, imported);
      }
      return goOn(imported.id(), options.hold(), progress);
    } catch (IOException e) {
      return unreadable(file, e);
    }
  }

  private static RunResult unreadable(Path file, IOException e) {
    log.warn("Cannot read {}", file, e);
    if (Files.isReadable(file)) {
      // It is the data folder that makes trouble.
      return new RunResult.BrokenOff(null, e);
    }
    return new RunResult.Refused(
        Files.notExists(file)
            ? "%s: there is no such file. Check the path.".formatted(file)
            : "%s: you may not read it. Check the rights on it.".formatted(file),
        ExitCodes.UNREADABLE);
  }

  /** A dry run: the same checks and results as an import, and nothing placed. */
  public RunResult validate(Path file, ImportOptions options, Progress progress) {
    try (Sources.Copy copy = sources.take(file)) {
      imports.validations().forEach(this::forgetValidation);
      String name = String.valueOf(file.getFileName());
      Import dryRun = imports.createValidation(name, copy.sha256(), options);
      sources.keep(copy, dryRun);
      RunResult result = run(dryRun.id(), progress);
      forgetValidation(dryRun.id());
      return result;
    } catch (IOException e) {
      return unreadable(file, e);
    }
  }

  /** Unless it is running in another process. */
  private void forgetValidation(long importId) {
    imports
        .find(importId)
        .ifPresent(
            dryRun -> {
              Optional<Lease> taken = imports.take(importId, runner);
              taken.ifPresent(
                  lease -> {
                    try (lease) {
                      sources.forget(dryRun);
                      imports.deleteValidation(importId);
                    }
                  });
            });
  }

  /** Goes on with an import that stopped. */
  public RunResult resume(long importId, Progress progress) {
    return imports
        .find(importId)
        .map(found -> goOn(importId, true, progress))
        .orElseGet(() -> unknown(importId));
  }

  private static RunResult unknown(long importId) {
    return new RunResult.Refused(
        "There is no import %d. `order-import list` shows those there are.".formatted(importId),
        ExitCodes.USAGE);
  }

  /** Places the held orders of an import. */
  public RunResult place(long importId, Progress progress) {
    Optional<Import> found = imports.find(importId);
    if (found.isEmpty() || found.get().kind() == Kind.VALIDATION) {
      return unknown(importId);
    }
    return withLease(importId, progress, lease -> release(importId));
  }

  /** From now on the import places its orders, also when it is resumed. */
  private void release(long importId) {
    imports.changeOptions(importId, imports.get(importId).options().placing());
  }

  /**
   * A person said what became of an order of an import: its state and its results follow.
   *
   * @param heldAgain whether the order is to be sent again, which waits for somebody to say so
   */
  public void resolved(long importId, boolean heldAgain) {
    Import imported = imports.get(importId);
    if (heldAgain && imported.state() == State.COMPLETED) {
      imports.changeOptions(importId, imported.options().holding());
    }
    if (imported.state() != State.RUNNING) {
      conclusion.draw(importId);
    }
  }

  /** Writes the results of an import again. */
  public RunResult report(long importId) {
    Optional<Import> found = imports.find(importId);
    if (found.isEmpty() || found.get().kind() == Kind.VALIDATION) {
      return unknown(importId);
    }
    conclusion.write(importId);
    return result(importId, false);
  }

  /** What an import came to so far. */
  public RunResult show(long importId) {
    return imports.find(importId).isPresent() ? result(importId, false) : unknown(importId);
  }

  private RunResult goOn(long importId, boolean staysHeld, Progress progress) {
    Import imported = imports.get(importId);
    boolean held = imported.state() == State.HELD && !staysHeld;
    boolean waits = held && imported.options().hold();
    if (waits) {
      return withLease(importId, progress, lease -> release(importId));
    }
    return finished(imported) ? result(importId, false) : run(importId, progress);
  }

  /** Whether nothing is left to do; results that a dead process was writing are left. */
  private boolean finished(Import imported) {
    return switch (imported.state()) {
      case RUNNING, STOPPED -> false;
      case FAILED -> true;
      case HELD, COMPLETED -> lastExecution(imported.id()).map(this::completed).orElse(true);
    };
  }

  private boolean completed(JobExecution execution) {
    return execution.getStatus() == BatchStatus.COMPLETED;
  }

  private RunResult run(long importId, Progress progress) {
    return withLease(importId, progress, lease -> {});
  }

  private interface Preparation {
    void prepare(Lease lease);
  }

  private RunResult withLease(long importId, Progress progress, Preparation preparation) {
    Optional<Lease> taken = imports.take(importId, runner);
    if (taken.isEmpty()) {
      return new RunResult.Refused(
          "Import %d is being worked on by %s. Wait until that ends, or stop it."
              .formatted(importId, imports.get(importId).runner()),
          ExitCodes.STOPPED);
    }
    try (Lease lease = taken.get()) {
      running.add(lease, progress);
      preparation.prepare(lease);
      return execute(lease);
    } finally {
      running.remove(taken.get());
    }
  }

  private RunResult execute(Lease lease) {
    long importId = lease.importId();
    Throwable failure = null;
    try {
      submission.doubtUnfinished(lease, binders.of(importId));
      failure = start(importId);
    } catch (JobExecutionException | RuntimeException e) {
      failure = e;
    }
    if (failure == null) {
      sources.forget(imports.get(importId));
      return result(importId, true);
    }
    Throwable refusal = refusal(failure);
    if (refusal != null) {
      conclusion.refuse(importId, refusal);
      sources.forget(imports.get(importId));
      return result(importId, true);
    }
    log.error("Import {} broke off", importId, failure);
    imports.finish(importId, State.STOPPED, ExitCodes.STOPPED);
    return new RunResult.BrokenOff(imports.get(importId), failure);
  }

  /** Runs what is left; null if all of it went through. */
  private @Nullable Throwable start(long importId) throws JobExecutionException {
    Optional<JobExecution> last = lastExecution(importId);
    JobExecution execution;
    if (last.isEmpty()) {
      execution = start(importJob, parameters(importId, 0));
    } else if (completed(last.get())) {
      long run = last.get().getJobParameters().getLong("run", 0L) + 1;
      execution = start(placeJob, parameters(importId, run));
    } else {
      if (last.get().isRunning() || last.get().getStatus().isRunning()) {
        operator.recover(last.get());
      }
      Job job =
          last.get().getJobInstance().getJobName().equals(ImportJob.IMPORT) ? importJob : placeJob;
      execution = start(job, last.get().getJobParameters());
    }
    if (execution.getStatus() == BatchStatus.COMPLETED) {
      return null;
    } else if (execution.getStatus() == BatchStatus.STOPPED) {
      conclusion.end(importId);
      imports.finish(importId, State.STOPPED, ExitCodes.STOPPED);
      conclusion.write(importId);
      return null;
    }
    return execution.getAllFailureExceptions().stream()
        .findFirst()
        .orElseGet(() -> new IllegalStateException("The job ended as " + execution.getStatus()));
  }

  private JobExecution start(Job job, JobParameters parameters) throws JobExecutionException {
    return operator.start(job, parameters);
  }

  /** The last execution of an import's jobs, whichever it was. */
  private Optional<JobExecution> lastExecution(long importId) {
    JobExecution last = repository.getLastJobExecution(ImportJob.IMPORT, parameters(importId, 0));
    for (long run = 1; last != null; run++) {
      JobExecution next =
          repository.getLastJobExecution(ImportJob.PLACE, parameters(importId, run));
      if (next == null) {
        return Optional.of(last);
      }
      last = next;
    }
    return Optional.empty();
  }

  private static JobParameters parameters(long importId, long run) {
    JobParametersBuilder parameters =
        new JobParametersBuilder().addLong(ImportJob.IMPORT_ID, importId);
    return (run == 0 ? parameters : parameters.addLong("run", run)).toJobParameters();
  }

  private static @Nullable Throwable refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileRefusedException
          || cause instanceof UnreadableSpreadsheetException) {
        return cause;
      }
    }
    return null;
  }

  private RunResult result(long importId, boolean ranNow) {
    Import imported = imports.get(importId);
    return new RunResult.Imported(
        imported,
        reports.figures(importId),
        conclusion.folderOf(imported),
        problems.ofFile(importId),
        ranNow);
  }

  /**
   * Ends the current run soon: nothing new is sent, what is under way is finished and recorded,
   * rows are staged and orders built to the end of their chunk.
   */
  public void stop() {
    stopped = true;
    submission.stop();
    JobExecution execution = current.get();
    if (execution != null && execution.isRunning()) {
      try {
        operator.stop(execution);
      } catch (JobExecutionNotRunningException e) {
        log.debug("It had ended already", e);
      }
    }
  }

  /** Whether {@link #stop} was called, so that no further import should be begun. */
  public boolean stopped() {
    return stopped;
  }
}
