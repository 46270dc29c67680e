package orderimport.job;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import orderimport.imports.CancellationToken;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.ProgressListener;
import orderimport.job.AllRowsReader.AllRows;
import orderimport.problem.Text;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/** The parts of the step {@code build}, for processes other than the one that runs the job. */
@Component
public class BuildPartitions {
  /** The name of the step that builds a part. */
  public static final String STEP = "buildPartition";

  private final JobRepository repository;
  private final Step buildPartition;
  private final AllRowsReader allRowsReader;
  private final ImportBinderFactory binders;
  private final ActiveImports activeImports;
  private final Imports imports;
  private final String worker;
  private SoftReference<Prepared> lastPrepared = new SoftReference<>(null);

  /** The data about the rows of an import does not change once its rows are staged. */
  private record Prepared(long importId, AllRows allRows) {}

  BuildPartitions(
      JobRepository repository,
      Step buildPartition,
      AllRowsReader allRowsReader,
      ImportBinderFactory binders,
      ActiveImports activeImports,
      Imports imports,
      ProcessIdentity processIdentity) {
    this.repository = repository;
    this.buildPartition = buildPartition;
    this.allRowsReader = allRowsReader;
    this.binders = binders;
    this.activeImports = activeImports;
    this.imports = imports;
    this.worker = processIdentity.worker();
  }

  /** The description of this process, as {@code import.worker} has it. */
  public String worker() {
    return worker;
  }

  /** Cancelled when the work on an import of this process is to end. */
  public CancellationToken stop(long importId) {
    return activeImports.stop(importId);
  }

  /** Receives the progress of an import of this process. */
  public ProgressListener progress(long importId) {
    return activeImports.progress(importId);
  }

  /** The last messages of the imports that this process works on, by import number. */
  public Map<Long, Text> lastMessages() {
    return activeImports.lastMessages();
  }

  /** The id of the import that a step works on. */
  public static long importId(StepExecution stepExecution) {
    return ImportJob.importId(stepExecution.getJobExecution());
  }

  /** Whether a part ended because the database was not available to its process. */
  public static boolean isEndedByOutage(StepExecution part) {
    return part.getExitStatus().getExitCode().equals(OutageListener.EXIT_CODE);
  }

  /**
   * Finds a part that is to be built: it has not ended, nor has its job, and no other process has
   * taken over the import since it was requested.
   */
  public Optional<Partition> find(long stepExecutionId) {
    StepExecution stepExecution = repository.getStepExecution(stepExecutionId);
    if (stepExecution == null
        || !stepExecution.getStatus().isRunning()
        || !stepExecution.getJobExecution().getStatus().isRunning()) {
      return Optional.empty();
    }
    long token =
        Objects.requireNonNull(
            stepExecution.getJobExecution().getJobParameters().getLong(ImportJob.FENCING_TOKEN));
    Lease lent = Lease.lent(importId(stepExecution), token, worker);
    return Optional.of(new Partition(stepExecution, lent))
        .filter(partition -> imports.isCurrent(lent));
  }

  private synchronized AllRows allRows(long importId) {
    Prepared prepared = lastPrepared.get();
    if (prepared == null || prepared.importId() != importId) {
      prepared = new Prepared(importId, allRowsReader.read(importId, binders.of(importId)));
      lastPrepared = new SoftReference<>(prepared);
    }
    return prepared.allRows();
  }

  /** A part that is to be built. */
  public final class Partition {
    private final StepExecution stepExecution;
    private final Lease lent;

    private Partition(StepExecution stepExecution, Lease lent) {
      this.stepExecution = stepExecution;
      this.lent = lent;
    }

    public long importId() {
      return lent.importId();
    }

    /** Whether this process works on the whole import. */
    public boolean isOfThisProcess() {
      return activeImports.isOwn(lent);
    }

    /** The name within the import, such as {@code partition3}. */
    public String name() {
      return ImportJob.partitionName(stepExecution.getStepName());
    }

    /**
     * Builds the part. Its end is stored, unless another process has taken over the part or the
     * import.
     *
     * @throws IllegalStateException if the end could not be stored
     */
    public void run() {
      activeImports.addPart(lent);
      try {
        if (!isStopping() && !activeImports.isPrepared(importId())) {
          activeImports.prepared(importId(), allRows(importId()));
        }
        // To prepare a large import takes longer than a chunk.
        if (isStopping()) {
          end(BatchStatus.STOPPED, ExitStatus.STOPPED);
        } else {
          buildPartition.execute(stepExecution);
        }
      } catch (JobInterruptedException e) {
        // The status says so.
      } finally {
        activeImports.removePart(lent);
      }
      if (stepExecution.getStatus() == BatchStatus.UNKNOWN) {
        throw new IllegalStateException(
            "The end of %s of import %d was not stored".formatted(name(), importId()),
            failure().orElse(null));
      }
    }

    /** Why the part failed; empty if it did not. */
    public Optional<Throwable> failure() {
      return stepExecution.getFailureExceptions().stream().findFirst();
    }

    /** Whether the import is being stopped, on whichever machine. */
    private boolean isStopping() {
      JobExecution execution = repository.getJobExecution(stepExecution.getJobExecutionId());
      return activeImports.stop(importId()).isCancelled()
          || execution == null
          || execution.getStatus() == BatchStatus.STOPPING;
    }

    /** Marks the part as failed without building it. */
    public void fail(String exitCode, String reason) {
      end(BatchStatus.FAILED, new ExitStatus(exitCode, reason));
    }

    private void end(BatchStatus status, ExitStatus exitStatus) {
      stepExecution.setStatus(status);
      stepExecution.setExitStatus(exitStatus);
      repository.update(stepExecution);
    }
  }
}
