package orderimport.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import orderimport.job.ImportService;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Picks up requests that no process works on, such as after the death of a server, if this machine
 * has what they need. Also ends work in this process that a user paused on another server.
 */
@Component
@ConditionalOnWebApplication
class OrphanedImportRecovery {
  private static final Logger log = LoggerFactory.getLogger(OrphanedImportRecovery.class);
  private static final long POLL_SECONDS = 2;

  /** Grace period before this server takes over a request, as its own server may be about to. */
  private static final Duration GRACE_PERIOD = Duration.ofSeconds(10);

  private final Imports imports;
  private final WorkRequests workRequests;
  private final ImportService importService;
  private final ImportTaskExecutor importTaskExecutor;
  private final Clock clock;
  private final Map<Long, Instant> idleSince = new HashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          BasicThreadFactory.builder().namingPattern("import-recovery").daemon().build());

  OrphanedImportRecovery(
      Imports imports,
      WorkRequests workRequests,
      ImportService importService,
      ImportTaskExecutor importTaskExecutor,
      Clock clock) {
    this.imports = imports;
    this.workRequests = workRequests;
    this.importService = importService;
    this.importTaskExecutor = importTaskExecutor;
    this.clock = clock;
  }

  /** Resumes at once, without the grace period, what this server left when it stopped. */
  @EventListener(ApplicationReadyEvent.class)
  void start() {
    workRequests.findPending().stream().filter(this::canStart).forEach(importTaskExecutor::execute);
    var unused =
        timer.scheduleWithFixedDelay(this::poll, POLL_SECONDS, POLL_SECONDS, TimeUnit.SECONDS);
  }

  @EventListener(ContextClosedEvent.class)
  void end() {
    timer.shutdownNow();
  }

  private boolean canStart(PendingRequest pendingRequest) {
    return !imports.isLocked(pendingRequest.importId())
        && importService.canResume(pendingRequest.importId());
  }

  private void poll() {
    try {
      importTaskExecutor.endUnrequested();
      List<PendingRequest> open = workRequests.findPending();
      Set<Long> requested = open.stream().map(PendingRequest::importId).collect(Collectors.toSet());
      idleSince.keySet().retainAll(requested);
      open.stream()
          .filter(each -> !importTaskExecutor.isLocal(each.importId()))
          .forEach(this::recover);
    } catch (RuntimeException | Error e) {
      // Such as a short database outage; the next poll tries again.
      log.warn("The recovery of orphaned imports failed; it will be retried", e);
    }
  }

  private void recover(PendingRequest pendingRequest) {
    if (!canStart(pendingRequest)) {
      idleSince.remove(pendingRequest.importId());
    } else if (idleSince
        .computeIfAbsent(pendingRequest.importId(), id -> clock.instant())
        .plus(GRACE_PERIOD)
        .isBefore(clock.instant())) {
      idleSince.remove(pendingRequest.importId());
      importTaskExecutor.execute(pendingRequest);
    }
  }
}
