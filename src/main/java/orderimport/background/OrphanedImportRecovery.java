package orderimport.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import orderimport.imports.Imports;
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.PendingRequest;
import orderimport.imports.WorkRequests.RequestedAction;
import orderimport.job.ImportService;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Picks up requests that no process works on, such as after the death of a server, and, in a
 * database that several machines share, imports of the command line whose process died, if this
 * machine has what they need. Also ends work in this process that a user paused on another server.
 */
public final class OrphanedImportRecovery implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OrphanedImportRecovery.class);
  private static final long POLL_SECONDS = 2;

  /** Grace period before this server takes over a request, as its own server may be about to. */
  private static final Duration GRACE_PERIOD = Duration.ofSeconds(4);

  private final Imports imports;
  private final WorkRequests workRequests;
  private final ImportService importService;
  private final ImportTaskExecutor importTaskExecutor;
  private final boolean isShared;
  private final Clock clock;
  private final Map<Long, Instant> idleSince = new HashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          BasicThreadFactory.builder().namingPattern("import-recovery").daemon().build());

  /**
   * @param isShared whether other machines use the database
   */
  public OrphanedImportRecovery(
      Imports imports,
      WorkRequests workRequests,
      ImportService importService,
      ImportTaskExecutor importTaskExecutor,
      boolean isShared,
      Clock clock) {
    this.imports = imports;
    this.workRequests = workRequests;
    this.importService = importService;
    this.importTaskExecutor = importTaskExecutor;
    this.isShared = isShared;
    this.clock = clock;
  }

  /** Resumes at once, without the grace period, what this server left when it stopped. */
  @EventListener(ApplicationReadyEvent.class)
  public void start() {
    workRequests.findPending().stream().filter(this::canStart).forEach(importTaskExecutor::execute);
    var unused =
        timer.scheduleWithFixedDelay(this::poll, POLL_SECONDS, POLL_SECONDS, TimeUnit.SECONDS);
  }

  @EventListener(ContextClosedEvent.class)
  @Override
  public void close() {
    timer.shutdownNow();
  }

  private boolean canStart(PendingRequest pendingRequest) {
    return !imports.isLocked(pendingRequest.importId())
        && importService.canResume(pendingRequest.importId());
  }

  private void poll() {
    if (importService.stopped()) {
      return;
    }
    try {
      importTaskExecutor.endUnrequested();
      List<PendingRequest> open = new ArrayList<>(workRequests.findPending());
      Set<Long> abandoned = isShared ? imports.findAbandoned() : Set.of();
      abandoned.forEach(id -> open.add(new PendingRequest(id, RequestedAction.PROCESS)));
      Set<Long> requested = open.stream().map(PendingRequest::importId).collect(Collectors.toSet());
      idleSince.keySet().retainAll(requested);
      open.stream()
          .filter(each -> !importTaskExecutor.isLocal(each.importId()))
          .forEach(each -> recover(each, abandoned.contains(each.importId())));
    } catch (RuntimeException | Error e) {
      // Such as a short database outage; the next poll tries again.
      log.warn("The recovery of orphaned imports failed; it will be retried", e);
    }
  }

  private void recover(PendingRequest pendingRequest, boolean isAbandoned) {
    if (!canStart(pendingRequest)) {
      idleSince.remove(pendingRequest.importId());
    } else if (idleSince
        .computeIfAbsent(pendingRequest.importId(), id -> clock.instant())
        .plus(GRACE_PERIOD)
        .isBefore(clock.instant())) {
      idleSince.remove(pendingRequest.importId());
      if (isAbandoned) {
        imports.awaitChanges(pendingRequest.importId());
      }
      if (!isAbandoned || workRequests.requestRecovery(pendingRequest.importId())) {
        log.info("Takes over import {}, on which no process works", pendingRequest.importId());
        importTaskExecutor.execute(pendingRequest);
      }
    }
  }
}
