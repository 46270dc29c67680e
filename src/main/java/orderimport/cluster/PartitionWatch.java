package orderimport.cluster;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import orderimport.imports.CancellationToken;
import orderimport.imports.ProgressListener;
import orderimport.job.BuildPartitions;
import orderimport.job.JobText;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Watches the parts of an import while all processes build them: reports what other processes have
 * built, and stops all parts when the import is cancelled.
 */
final class PartitionWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PartitionWatch.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final JobRepository repository;
  private final StepExecution build;
  private final ClusterMembers members;
  private final PartitionWorker worker;
  private final ProgressListener progress;
  private final CancellationToken stop;
  private final Set<String> helpers = new HashSet<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          BasicThreadFactory.builder().namingPattern("cluster-watch").daemon().build());
  private long builtElsewhere;
  private boolean stopping;

  PartitionWatch(
      JobRepository repository,
      StepExecution build,
      ClusterMembers members,
      PartitionWorker worker,
      ProgressListener progress,
      CancellationToken stop) {
    this.repository = repository;
    this.build = build;
    this.members = members;
    this.worker = worker;
    this.progress = progress;
    this.stop = stop;
  }

  void start() {
    var unused =
        timer.scheduleWithFixedDelay(
            this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      JobExecution execution =
          Objects.requireNonNull(repository.getJobExecution(build.getJobExecutionId()));
      List<StepExecution> parts =
          execution.getStepExecutions().stream()
              .filter(each -> each.getStepName().startsWith(build.getStepName() + ":"))
              .toList();
      report(parts);
      if (stop.isCancelled()) {
        stop(parts);
      }
    } catch (RuntimeException e) {
      log.warn("The parts of an import cannot be watched; this is tried again", e);
    }
  }

  private void report(List<StepExecution> parts) {
    long built =
        parts.stream()
            .filter(part -> !worker.hasBegun(part.getId()))
            .mapToLong(StepExecution::getWriteCount)
            .sum();
    if (built > builtElsewhere) {
      progress.ordersBuilt((int) (built - builtElsewhere));
      builtElsewhere = built;
    }
    long importId = BuildPartitions.importId(build);
    members.helpers(importId, worker.id()).stream()
        .filter(helpers::add)
        .forEach(host -> progress.onMessage(JobText.PARTITION_HELPER.text(importId, host)));
  }

  /**
   * The processes that build parts see the status of the job when they commit a chunk. Parts that
   * no process builds are withdrawn here.
   */
  private void stop(List<StepExecution> parts) {
    if (!stopping) {
      // The same object as the job's own thread has, which waits: its version stays the latest.
      build.getJobExecution().setStatus(BatchStatus.STOPPING);
      repository.update(build.getJobExecution());
      stopping = true;
    }
    Set<Long> waiting =
        parts.stream()
            .filter(part -> part.getStatus().isRunning())
            .map(StepExecution::getId)
            .collect(Collectors.toSet());
    Set<Long> withdrawn = members.withdraw(waiting);
    parts.stream().filter(part -> withdrawn.contains(part.getId())).forEach(this::endStopped);
  }

  private void endStopped(StepExecution part) {
    part.setStatus(BatchStatus.STOPPED);
    part.setExitStatus(ExitStatus.STOPPED);
    try {
      repository.update(part);
    } catch (OptimisticLockingFailureException e) {
      log.debug("{} has ended meanwhile", part.getStepName(), e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    boolean ended = false;
    try {
      ended = timer.awaitTermination(INTERVAL.toSeconds() + 5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.trace("The watch ended: {}", ended);
  }
}
