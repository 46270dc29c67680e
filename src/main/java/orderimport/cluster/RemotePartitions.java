package orderimport.cluster;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import orderimport.job.BuildPartitions;
import orderimport.job.JobText;
import orderimport.job.PartitionGivenUpException;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Has the parts of an import built by all processes that share the database, this one included, and
 * waits for them.
 */
final class RemotePartitions implements PartitionHandler {
  private final PartitionHandler requests;
  private final JobRepository repository;
  private final BuildPartitions partitions;
  private final PartitionWorker worker;
  private final ClusterMembers members;

  /**
   * @param requests sends a message for each part, and waits until all parts have ended
   */
  RemotePartitions(
      PartitionHandler requests,
      JobRepository repository,
      BuildPartitions partitions,
      PartitionWorker worker,
      ClusterMembers members) {
    this.requests = requests;
    this.repository = repository;
    this.partitions = partitions;
    this.worker = worker;
    this.members = members;
  }

  @Override
  public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution build)
      throws Exception {
    // Without another process, this one builds all parts.
    worker.start();
    deleteFormerRequests(build.getJobExecution());
    long importId = BuildPartitions.importId(build);
    if (partitions.stop(importId).isCancelled()) {
      // Other machines would begin to build, and stop after a chunk each.
      throw new JobInterruptedException("The import was stopped before its parts were built");
    }
    try (PartitionWatch watch =
        new PartitionWatch(
            repository,
            build,
            members,
            worker,
            partitions.progress(importId),
            partitions.stop(importId))) {
      watch.start();
      Collection<StepExecution> ended = requests.handle(splitter, build);
      requireSuccess(importId, ended);
      return ended;
    } finally {
      Set<Long> ids = partsOf(build.getJobExecutionId());
      members.withdraw(ids);
      worker.forget(ids);
    }
  }

  private Set<Long> partsOf(long jobExecutionId) {
    JobExecution execution = repository.getJobExecution(jobExecutionId);
    return execution == null ? Set.of() : ids(execution);
  }

  /** Those of an earlier execution, whose process died. */
  private void deleteFormerRequests(JobExecution execution) {
    repository.getJobExecutions(execution.getJobInstance()).stream()
        .filter(each -> each.getId() != execution.getId())
        .forEach(each -> members.withdraw(ids(each)));
  }

  private static Set<Long> ids(JobExecution execution) {
    return execution.getStepExecutions().stream()
        .map(StepExecution::getId)
        .collect(Collectors.toSet());
  }

  /** Throws why a part failed, which only its own process has logged in full. */
  private void requireSuccess(long importId, Collection<StepExecution> ended) {
    Optional<StepExecution> givenUp =
        ended.stream()
            .filter(part -> part.getExitStatus().getExitCode().equals(PartitionWorker.GIVEN_UP))
            .findFirst();
    if (givenUp.isPresent()) {
      throw new PartitionGivenUpException(
          JobText.PARTITION_GIVEN_UP.text(
              importId,
              PartitionWorker.MOST_ATTEMPTS,
              givenUp.get().getStepName(),
              givenUp.get().getExitStatus().getExitDescription()));
    }
    if (ended.stream().anyMatch(BuildPartitions::isEndedByOutage)) {
      throw new DataAccessResourceFailureException(
          "The database was not available to a machine that built a part");
    }
    ended.stream()
        .filter(part -> part.getStatus() == BatchStatus.FAILED)
        .findFirst()
        .ifPresent(
            part -> {
              throw new IllegalStateException(
                  "%s failed: %s"
                      .formatted(part.getStepName(), part.getExitStatus().getExitDescription()),
                  worker.failure(part.getId()).orElse(null));
            });
  }
}
