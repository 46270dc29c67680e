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
 * The executions of imports' jobs: the import itself, and then a placing for each time that it goes
 * on after the steps were through.
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

  /** Whether the rows of an import are all in the database, so that its file is not needed. */
  boolean staged(long importId) {
    JobExecution importing =
        repository.getLastJobExecution(ImportJob.IMPORT, parameters(importId, 0));
    if (importing == null) {
      return false;
    }
    StepExecution stage =
        repository.getLastStepExecution(importing.getJobInstance(), ImportJob.STAGE);
    return stage != null && stage.getStatus() == BatchStatus.COMPLETED;
  }

  /** Whether the last one went through all of its steps; true if there is none. */
  boolean completed(long importId) {
    return last(importId).map(ImportJobLauncher::completed).orElse(true);
  }

  private static boolean completed(JobExecution execution) {
    return execution.getStatus() == BatchStatus.COMPLETED;
  }

  /** Whether there is none, because the history of an import that is over was purged. */
  boolean none(long importId) {
    return last(importId).isEmpty();
  }

  /** Runs what is left of an import. The caller has the lease on it. */
  JobExecution startOrRestart(long importId) throws JobExecutionException {
    Optional<JobExecution> last = last(importId);
    if (last.isEmpty()) {
      return operator.start(importJob, parameters(importId, 0));
    }
    JobParameters former = last.get().getJobParameters();
    if (completed(last.get())) {
      long run = former.getLong("run", 0L) + 1;
      return operator.start(placeJob, parameters(importId, run));
    }
    markFailed(last.get());
    boolean importing = last.get().getJobInstance().getJobName().equals(ImportJob.IMPORT);
    return operator.start(importing ? importJob : placeJob, former);
  }

  /**
   * Says of an execution whose process died, or could not write down its end, that it failed. Each
   * step keeps in the database what it did, so it can go on whatever became of it.
   */
  private void markFailed(JobExecution execution) {
    for (StepExecution step : execution.getStepExecutions()) {
      if (unfinished(step.getStatus())) {
        step.setStatus(BatchStatus.FAILED);
        repository.update(step);
      }
    }
    if (unfinished(execution.getStatus())) {
      execution.setStatus(BatchStatus.FAILED);
      repository.update(execution);
    }
  }

  private static boolean unfinished(BatchStatus status) {
    return status.isRunning() || status == BatchStatus.UNKNOWN;
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
