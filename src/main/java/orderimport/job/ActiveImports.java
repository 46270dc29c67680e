package orderimport.job;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import orderimport.imports.CancellationToken;
import orderimport.imports.Lease;
import orderimport.imports.ProgressListener;
import orderimport.job.AllRowsReader.AllRows;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.stereotype.Component;

/**
 * The imports that this process works on, with their leases, and those of which it builds parts for
 * another process. Between two chunks, it stops the steps of cancelled imports.
 */
@Component
class ActiveImports implements StepInterruptionPolicy {
  /**
   * @param isOwn whether this process holds the lease
   * @param parts the number of parts under way for another process
   */
  private record ActiveImport(
      Lease lease,
      LastMessage progress,
      CancellationToken stop,
      boolean isOwn,
      int parts,
      @Nullable AllRows allRows) {
    ActiveImport withParts(int change) {
      return new ActiveImport(lease, progress, stop, isOwn, parts + change, allRows);
    }

    ActiveImport with(AllRows prepared) {
      return new ActiveImport(lease, progress, stop, isOwn, parts, prepared);
    }

    boolean isOf(Lease other) {
      return lease.fencingToken() == other.fencingToken();
    }
  }

  private final ConcurrentMap<Long, ActiveImport> running = new ConcurrentHashMap<>();
  private volatile boolean allStopped;

  void add(Lease lease, ProgressListener progressListener) {
    CancellationToken stop = new CancellationToken();
    running.put(
        lease.importId(),
        new ActiveImport(lease, new LastMessage(progressListener), stop, true, 0, null));
    if (allStopped) {
      stop.cancel();
    }
  }

  /**
   * Removes an import. The lease must still be held: after its release, another run may have added
   * the import again.
   */
  void remove(Lease lease) {
    running.computeIfPresent(lease.importId(), (id, active) -> active.isOf(lease) ? null : active);
  }

  /**
   * Adds a part of an import, unless this process has begun to work on the import itself with a
   * newer lease.
   */
  void addPart(Lease lent) {
    running.compute(
        lent.importId(),
        (id, active) -> {
          if (active == null || active.lease().fencingToken() < lent.fencingToken()) {
            return new ActiveImport(
                lent,
                new LastMessage(ProgressListener.NONE),
                new CancellationToken(),
                false,
                1,
                null);
          }
          return active.isOwn() ? active : active.withParts(1);
        });
  }

  /** Removes a part; the import stays as long as it has other parts, or this process manages it. */
  void removePart(Lease lent) {
    running.computeIfPresent(
        lent.importId(),
        (id, active) -> {
          if (active.isOwn() || !active.isOf(lent)) {
            return active;
          }
          return active.parts() == 1 ? null : active.withParts(-1);
        });
  }

  /** Whether this process works on the import of a part itself. */
  boolean isOwn(Lease lent) {
    ActiveImport active = running.get(lent.importId());
    return active != null && active.isOwn() && active.isOf(lent);
  }

  void prepared(long importId, AllRows allRows) {
    running.computeIfPresent(importId, (id, active) -> active.with(allRows));
  }

  boolean isPrepared(long importId) {
    return get(importId).allRows() != null;
  }

  /** The data about all rows of an import whose orders are being built. */
  AllRows allRows(long importId) {
    return Objects.requireNonNull(
        get(importId).allRows(), "The build of the import is not prepared");
  }

  Lease lease(long importId) {
    return get(importId).lease();
  }

  ProgressListener progress(long importId) {
    return get(importId).progress();
  }

  /** The last messages of the imports whose leases this process holds, by import number. */
  Map<Long, Text> lastMessages() {
    Map<Long, Text> messages = new HashMap<>();
    running.forEach(
        (id, active) ->
            active
                .progress()
                .message()
                .filter(message -> active.isOwn())
                .ifPresent(message -> messages.put(id, message)));
    return messages;
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
    if (active == null || !active.isOwn()) {
      return false;
    }
    active.stop().cancel();
    return true;
  }

  /**
   * Cancels all imports, including those that are added later. Parts of others' imports are not
   * cancelled, which would stop the whole import: they are finished, or left to another machine.
   */
  void stopAll() {
    allStopped = true;
    running.values().stream().filter(ActiveImport::isOwn).forEach(each -> each.stop().cancel());
  }

  boolean allStopped() {
    return allStopped;
  }

  /** Terminates the step: a step that is only interrupted would count as completed. */
  @Override
  public void checkInterrupted(StepExecution stepExecution) {
    ActiveImport active = running.get(ImportJob.importId(stepExecution.getJobExecution()));
    if (active == null || active.stop().isCancelled()) {
      stepExecution.setTerminateOnly();
    }
  }
}
