package orderimport.job;

import java.util.Objects;
import java.util.Optional;
import orderimport.imports.Lease;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Launches the job executions of imports: first the job {@code import}, then a job {@code place}
 * each time that the import is resumed after all steps have completed.
 */
@Component
class ImportJobLauncher {
  private static final int MAX_RECOVERIES = 10;

  private final JobOperator operator;
  private final JobRepository repository;
  private final Job importJob;
  private final Job placeJob;
  private final boolean isShared;

  ImportJobLauncher(
      JobOperator operator,
      JobRepository repository,
      Job importJob,
      Job placeJob,
      ObjectProvider<PartitionHandler> remotePartitions) {
    this.operator = operator;
    this.repository = repository;
    this.importJob = importJob;
    this.placeJob = placeJob;
    this.isShared = remotePartitions.getIfAvailable() != null;
  }

  /** Whether all rows of an import are in the database, so that its file is no longer needed. */
  boolean isStaged(long importId) {
    JobExecution importExecution =
        repository.getLastJobExecution(ImportJob.IMPORT, parameters(importId, 0));
    if (importExecution == null) {
      return false;
    }
    StepExecution stage =
        repository.getLastStepExecution(importExecution.getJobInstance(), ImportJob.STAGE);
    return stage != null && stage.getStatus() == BatchStatus.COMPLETED;
  }

  /** Whether the last execution completed all of its steps; true without an execution. */
  boolean isCompleted(long importId) {
    return last(importId).map(ImportJobLauncher::isCompleted).orElse(true);
  }

  private static boolean isCompleted(JobExecution execution) {
    return execution.getStatus() == BatchStatus.COMPLETED;
  }

  /** Whether there is no execution, because the history of a finished import was purged. */
  boolean hasNone(long importId) {
    return last(importId).isEmpty();
  }

  /** Runs the remaining steps of an import. */
  JobExecution startOrRestart(Lease lease) throws JobExecutionException {
    long importId = lease.importId();
    Optional<JobExecution> last = last(importId);
    if (last.isEmpty()) {
      return startNew(importJob, parameters(importId, 0), lease);
    }
    JobParameters previousParameters = last.get().getJobParameters();
    if (isCompleted(last.get())) {
      long run = previousParameters.getLong("run", 0L) + 1;
      return startNew(placeJob, parameters(importId, run), lease);
    }
    recover(last.get().getId());
    boolean isImport = last.get().getJobInstance().getJobName().equals(ImportJob.IMPORT);
    return operator.start(isImport ? importJob : placeJob, withToken(previousParameters, lease));
  }

  /**
   * Starts a job that has no execution. Its instance may exist, if a process died before it had
   * created the execution: Spring Batch would not start it.
   */
  private JobExecution startNew(Job job, JobParameters parameters, Lease lease)
      throws JobExecutionException {
    JobInstance left = repository.getJobInstance(job.getName(), parameters);
    if (left != null) {
      repository.deleteJobInstance(left);
    }
    return operator.start(job, withToken(parameters, lease));
  }

  /**
   * Marks an execution FAILED so that it can restart, if its process died or could not record its
   * end. Each step stores its progress in the database, so a restart is always possible, also after
   * the end UNKNOWN, which {@link JobOperator#recover} excludes (ADR 0009). Another machine may
   * still build a part, and update its step meanwhile; it notices the lost lease at its next chunk.
   */
  private void recover(long executionId) {
    for (int attempt = 1; ; attempt++) {
      try {
        recover(Objects.requireNonNull(repository.getJobExecution(executionId)));
        return;
      } catch (OptimisticLockingFailureException e) {
        if (attempt == MAX_RECOVERIES) {
          throw e;
        }
      }
    }
  }

  private void recover(JobExecution execution) {
    if (execution.getStatus() == BatchStatus.UNKNOWN) {
      execution.setStatus(BatchStatus.STARTED);
    }
    execution.getStepExecutions().stream()
        .filter(step -> step.getStatus() == BatchStatus.UNKNOWN)
        .forEach(step -> step.setStatus(BatchStatus.STARTED));
    operator.recover(execution);
  }

  private Optional<JobExecution> last(long importId) {
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

  /**
   * Adds the token for other machines, which build parts of the import. It is not identifying: a
   * restart has another one. The contexts of partitions cannot have it, as a restart keeps them.
   */
  private JobParameters withToken(JobParameters parameters, Lease lease) {
    return isShared
        ? new JobParametersBuilder(parameters)
            .addLong(ImportJob.FENCING_TOKEN, lease.fencingToken(), false)
            .toJobParameters()
        : parameters;
  }

  private static JobParameters parameters(long importId, long run) {
    JobParametersBuilder parameters =
        new JobParametersBuilder().addLong(ImportJob.IMPORT_ID, importId);
    return (run == 0 ? parameters : parameters.addLong("run", run)).toJobParameters();
  }
}
