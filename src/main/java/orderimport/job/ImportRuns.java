package orderimport.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import orderimport.imports.FileRefusedException;
import orderimport.imports.Import;
import orderimport.imports.Import.Kind;
import orderimport.imports.Import.State;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.LeaseLostException;
import orderimport.imports.Problems;
import orderimport.imports.Progress;
import orderimport.report.Reports;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import orderimport.submission.Submission;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
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
  private final Executions executions;
  private final Stopping stopping;
  private final String runner;

  ImportRuns(
      Imports imports,
      Problems problems,
      Sources sources,
      Reports reports,
      Conclusion conclusion,
      Submission submission,
      ImportBinders binders,
      RunningImports running,
      Executions executions,
      Stopping stopping,
      Clock clock) {
    this.imports = imports;
    this.problems = problems;
    this.sources = sources;
    this.reports = reports;
    this.conclusion = conclusion;
    this.submission = submission;
    this.binders = binders;
    this.running = running;
    this.executions = executions;
    this.stopping = stopping;
    this.runner = Runner.describe(Instant.now(clock).truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Imports a file: a new import, or that of the same content goes on, or its result is shown.
   *
   * @param again a new import even of content that was imported before
   */
  public RunResult importFile(Path file, ImportOptions options, boolean again, Progress progress) {
    Import imported;
    try (Sources.Copy copy = sources.take(file)) {
      String name = String.valueOf(file.getFileName());
      imported =
          again
              ? imports.create(name, copy.sha256(), options)
              : imports.findOrCreate(name, copy.sha256(), options);
      if (!finished(imported)) {
        copy.keepFor(imported);
      }
    } catch (IOException e) {
      return unreadable(file, e);
    }
    return goOn(imported.id(), options.hold(), progress);
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
    Import dryRun;
    try (Sources.Copy copy = sources.take(file)) {
      imports.validations().forEach(this::forgetValidation);
      String name = String.valueOf(file.getFileName());
      dryRun = imports.createValidation(name, copy.sha256(), options);
      copy.keepFor(dryRun);
    } catch (IOException e) {
      return unreadable(file, e);
    }
    RunResult result = run(dryRun.id(), progress);
    forgetValidation(dryRun.id());
    return result;
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
    if (imported.state() == State.RUNNING) {
      return;
    }
    Optional<Lease> taken = imports.take(importId, runner);
    if (taken.isPresent()) {
      try (Lease lease = taken.get()) {
        conclusion.draw(lease);
      }
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
      case HELD, COMPLETED -> executions.completed(imported.id());
    };
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
    Import imported = imports.get(lease.importId());
    try {
      submission.doubtUnfinished(lease, binders.of(imported.id()));
      JobExecution execution = executions.goOn(imported.id());
      if (execution.getStatus() == BatchStatus.STOPPED) {
        conclusion.stop(lease);
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
      sources.forget(imported);
    }
    return result(importId, true);
  }

  private RunResult brokenOff(Lease lease, Import imported, Throwable failure) {
    log.error("Import {} broke off", imported.id(), failure);
    try {
      Throwable refusal = refusal(failure);
      if (refusal != null) {
        conclusion.refuse(lease, refusal);
        return ended(imported.id());
      }
      imports.finish(lease, State.STOPPED, ExitCodes.STOPPED);
    } catch (LeaseLostException e) {
      return new RunResult.Refused(
          "%s It is worked on by %s; `order-import show %d` tells how far it is."
              .formatted(e.getMessage(), imports.get(imported.id()).runner(), imported.id()),
          ExitCodes.STOPPED);
    } catch (RuntimeException e) {
      // Such as a database that is gone: the import is then as a killed process leaves it.
      log.error("The end of import {} could not be written down", imported.id(), e);
    }
    return new RunResult.BrokenOff(imported, failure);
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
    stopping.wish();
    submission.stop();
  }

  /** Whether {@link #stop} was called, so that no further import should be begun. */
  public boolean stopped() {
    return stopping.wished();
  }
}
