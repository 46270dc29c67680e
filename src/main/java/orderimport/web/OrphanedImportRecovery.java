package orderimport.web;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Looks after wishes for all servers that share the database: what nobody works on, such as after
 * the death of a server, is gone on with here if this machine can; what this process works on and
 * nobody wants any more, since somebody paused it at another server, ends.
 */
@Component
class OrphanedImportRecovery {
  private static final Logger log = LoggerFactory.getLogger(OrphanedImportRecovery.class);
  private static final long EVERY_SECONDS = 2;

  /** So long a wish may lie before somebody else takes it: its own server may be about to. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Imports imports;
  private final WorkRequests workRequests;
  private final ImportService runs;
  private final ImportTaskExecutor importTaskExecutor;
  private final Clock clock;
  private final Map<Long, Instant> idleSince = new HashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "relief");
            thread.setDaemon(true);
            return thread;
          });

  OrphanedImportRecovery(
      Imports imports,
      WorkRequests workRequests,
      ImportService runs,
      ImportTaskExecutor importTaskExecutor,
      Clock clock) {
    this.imports = imports;
    this.workRequests = workRequests;
    this.runs = runs;
    this.importTaskExecutor = importTaskExecutor;
    this.clock = clock;
  }

  /** What this server left when it ended is gone on with at once. */
  @EventListener(ApplicationReadyEvent.class)
  void start() {
    workRequests.open().stream().filter(this::mayBegin).forEach(importTaskExecutor::begin);
    var unused =
        timer.scheduleWithFixedDelay(this::poll, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @EventListener(ContextClosedEvent.class)
  void end() {
    timer.shutdownNow();
  }

  private boolean mayBegin(PendingRequest pendingRequest) {
    return !imports.isLocked(pendingRequest.importId())
        && runs.canResume(pendingRequest.importId());
  }

  private void poll() {
    try {
      importTaskExecutor.endUnrequested();
      List<PendingRequest> open = workRequests.open();
      Set<Long> wanted = open.stream().map(PendingRequest::importId).collect(Collectors.toSet());
      idleSince.keySet().retainAll(wanted);
      open.stream().filter(each -> !importTaskExecutor.has(each.importId())).forEach(this::relieve);
    } catch (RuntimeException | Error e) {
      // Such as a database that is away for a moment.
      log.warn("Cannot look after what other servers left", e);
    }
  }

  private void relieve(PendingRequest pendingRequest) {
    if (!mayBegin(pendingRequest)) {
      idleSince.remove(pendingRequest.importId());
    } else if (idleSince
        .computeIfAbsent(pendingRequest.importId(), id -> clock.instant())
        .plus(GRACE)
        .isBefore(clock.instant())) {
      idleSince.remove(pendingRequest.importId());
      importTaskExecutor.begin(pendingRequest);
    }
  }
}
