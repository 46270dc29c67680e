package orderimport.job;

import java.util.Optional;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/**
 * Launches the job executions of imports: first the job {@code import}, then a job {@code place}
 * each time that the import is resumed after all steps have completed.
 */
@Component
class ImportJobLauncher {
  private final JobOperator operator;
  private final JobRepository repository;
  private final Job importJob;
  private final Job placeJob;

  ImportJobLauncher(JobOperator operator, JobRepository repository, Job importJob, Job placeJob) {
    this.operator = operator;
    this.repository = repository;
    this.importJob = importJob;
    this.placeJob = placeJob;
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

  /** Runs the remaining steps of an import. The caller holds the lease on it. */
  JobExecution startOrRestart(long importId) throws JobExecutionException {
    Optional<JobExecution> last = last(importId);
    if (last.isEmpty()) {
      return operator.start(importJob, parameters(importId, 0));
    }
    JobParameters previousParameters = last.get().getJobParameters();
    if (isCompleted(last.get())) {
      long run = previousParameters.getLong("run", 0L) + 1;
      return operator.start(placeJob, parameters(importId, run));
    }
    recover(last.get());
    boolean isImport = last.get().getJobInstance().getJobName().equals(ImportJob.IMPORT);
    return operator.start(isImport ? importJob : placeJob, previousParameters);
  }

  /**
   * Marks an execution FAILED so that it can restart, if its process died or could not record its
   * end. Each step stores its progress in the database, so a restart is always possible, also after
   * the end UNKNOWN, which {@link JobOperator#recover} excludes (ADR 0009).
   */
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

  private static JobParameters parameters(long importId, long run) {
    JobParametersBuilder parameters =
        new JobParametersBuilder().addLong(ImportJob.IMPORT_ID, importId);
    return (run == 0 ? parameters : parameters.addLong("run", run)).toJobParameters();
  }
}
