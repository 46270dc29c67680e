package orderimport.job;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import orderimport.imports.CancellationToken;
import orderimport.imports.Lease;
import orderimport.imports.ProgressListener;
import orderimport.job.AllRowsReader.AllRows;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.stereotype.Component;

/**
 * The imports that this process works on, with their leases. Between two chunks, it stops the steps
 * of cancelled imports.
 */
@Component
class ActiveImports implements StepInterruptionPolicy {
  private record ActiveImport(Lease lease, ProgressListener progress, CancellationToken stop) {}

  private final Map<Long, ActiveImport> running = new ConcurrentHashMap<>();
  private final Map<Long, AllRows> prepared = new ConcurrentHashMap<>();
  private volatile boolean allStopped;

  void add(Lease lease, ProgressListener progressListener) {
    CancellationToken stop = new CancellationToken();
    running.put(lease.importId(), new ActiveImport(lease, progressListener, stop));
    if (allStopped) {
      stop.cancel();
    }
  }

  /**
   * Removes an import. The lease must still be held: after its release, another run may have added
   * the import again.
   */
  void remove(Lease lease) {
    prepared.remove(lease.importId());
    running.remove(lease.importId());
  }

  void prepared(long importId, AllRows allRows) {
    prepared.put(importId, allRows);
  }

  /** The data about all rows of an import whose orders are being built. */
  AllRows allRows(long importId) {
    return Objects.requireNonNull(
        prepared.get(importId), "The build of the import is not prepared");
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

  private ActiveImport get(long importId) {
    ActiveImport active = running.get(importId);
    if (active == null) {
      throw new IllegalStateException("This process has no lease on import " + importId);
    }
    return active;
  }

  /** Cancels the work on an import; returns whether this process works on it. */
  boolean cancel(long importId) {
    ActiveImport active = running.get(importId);
    if (active != null) {
      active.stop().cancel();
    }
    return active != null;
  }

  /** Cancels all imports, including those that are added later. */
  void stopAll() {
    allStopped = true;
    running.values().forEach(each -> each.stop().cancel());
  }

  boolean allStopped() {
    return allStopped;
  }

  /** Terminates the step: a step that is only interrupted would count as completed. */
  @Override
  public void checkInterrupted(StepExecution stepExecution) {
    if (stop(ImportJob.importId(stepExecution.getJobExecution())).isCancelled()) {
      stepExecution.setTerminateOnly();
    }
  }
}
