package orderimport.job;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import orderimport.imports.CancellationToken;
import orderimport.imports.Lease;
import orderimport.imports.ProgressListener;
import orderimport.job.BuildPreparation.AllRows;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.stereotype.Component;

/**
 * The imports that this process works on, with the leases that allow it. Asked between two chunks
 * whether their work is to end.
 */
@Component
class ActiveImports implements StepInterruptionPolicy {
  private record Running(Lease lease, ProgressListener progress, CancellationToken stop) {}

  private final Map<Long, Running> running = new ConcurrentHashMap<>();
  private final Map<Long, AllRows> prepared = new ConcurrentHashMap<>();
  private volatile boolean allStopped;

  void add(Lease lease, ProgressListener progressListener) {
    CancellationToken stop = new CancellationToken();
    running.put(lease.importId(), new Running(lease, progressListener, stop));
    if (allStopped) {
      stop.cancel();
    }
  }

  /** Ends the work under a lease, which has to be held still: later the import may be another's. */
  void remove(Lease lease) {
    prepared.remove(lease.importId());
    running.remove(lease.importId());
  }

  void prepared(long importId, AllRows allRows) {
    prepared.put(importId, allRows);
  }

  /** What is known of all rows of an import that is being built. */
  AllRows allRows(long importId) {
    return Objects.requireNonNull(prepared.get(importId), "preparation of the build");
  }

  Lease lease(long importId) {
    return get(importId).lease();
  }

  ProgressListener progress(long importId) {
    return get(importId).progress();
  }

  CancellationToken stop(long importId) {
    return get(importId).stop();
  }

  private Running get(long importId) {
    Running found = running.get(importId);
    if (found == null) {
      throw new IllegalStateException("This process has no lease on import " + importId);
    }
    return found;
  }

  /** Whether it is worked on, and will end soon now. */
  boolean cancel(long importId) {
    Running found = running.get(importId);
    if (found != null) {
      found.stop().cancel();
    }
    return found != null;
  }

  /** Also those that are begun from now on. */
  void stopAll() {
    allStopped = true;
    running.values().forEach(one -> one.stop().cancel());
  }

  boolean allStopped() {
    return allStopped;
  }

  /** Marks the step: one that is only interrupted would count as completed. */
  @Override
  public void checkInterrupted(StepExecution stepExecution) {
    Long importId = stepExecution.getJobParameters().getLong(ImportJob.IMPORT_ID);
    if (importId != null && stop(importId).isCancelled()) {
      stepExecution.setTerminateOnly();
    }
  }
}
