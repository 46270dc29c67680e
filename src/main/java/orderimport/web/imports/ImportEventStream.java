package orderimport.web.imports;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Notifies open pages of changes to an import, or to the list of imports, by server-sent events:
 * {@code changed} on progress, {@code ended} when the import is no longer active, and {@code alive}
 * every three seconds without a change, so that the page notices when a proxy holds events back.
 * The database is polled once a second for all subscribers together.
 */
@Component
class ImportEventStream {
  private static final Logger log = LoggerFactory.getLogger(ImportEventStream.class);
  private static final int MAX_SUBSCRIBERS = 200;
  private static final long TIMEOUT_MILLIS = 30 * 60_000L;
  private static final int HEARTBEAT_TICKS = 3;

  /** Stands for the list of imports, in place of an import's number. */
  private static final long LIST = 0;

  private final ImportProgressService importProgressService;
  private final ImportQueries importQueries;
  private final Map<SseEmitter, Long> subscribers = new ConcurrentHashMap<>();
  private final Map<Long, Object> lastSent = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          BasicThreadFactory.builder().namingPattern("import-events").daemon().build());
  private long ticks;

  ImportEventStream(ImportProgressService importProgressService, ImportQueries importQueries) {
    this.importProgressService = importProgressService;
    this.importQueries = importQueries;
    var unused = timer.scheduleWithFixedDelay(this::poll, 1, 1, TimeUnit.SECONDS);
  }

  /** Subscribes to the list of imports; 503 if the subscriber limit is reached. */
  ResponseEntity<SseEmitter> streamOfList() {
    return stream(LIST);
  }

  /** Subscribes to an import; 503 if the subscriber limit is reached. */
  ResponseEntity<SseEmitter> stream(long importId) {
    if (subscribers.size() >= MAX_SUBSCRIBERS) {
      return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    }
    SseEmitter subscriber = new SseEmitter(TIMEOUT_MILLIS);
    subscriber.onCompletion(() -> subscribers.remove(subscriber));
    subscriber.onTimeout(subscriber::complete);
    subscriber.onError(error -> subscribers.remove(subscriber));
    subscribers.put(subscriber, importId);
    return ResponseEntity.ok()
        .header("X-Accel-Buffering", "no")
        .cacheControl(CacheControl.noStore())
        .body(subscriber);
  }

  private void poll() {
    try {
      ticks++;
      Set<Long> subscribed = Set.copyOf(subscribers.values());
      lastSent.keySet().retainAll(subscribed);
      if (subscribed.isEmpty()) {
        return;
      }
      Map<Long, Object> now = new HashMap<>(importProgressService.findAll(subscribed));
      if (subscribed.contains(LIST)) {
        now.put(LIST, importQueries.state());
      }
      subscribers.forEach((subscriber, id) -> send(subscriber, now.get(id), lastSent.get(id)));
      lastSent.putAll(now);
    } catch (RuntimeException e) {
      // Such as a short database outage; the next poll tries again.
      log.warn("The progress of imports cannot be read", e);
    }
  }

  private void send(SseEmitter subscriber, @Nullable Object now, @Nullable Object before) {
    try {
      if (now == null
          || (now instanceof ImportProgress importProgress && !importProgress.stage().isActive())) {
        subscriber.send(SseEmitter.event().name("ended").data(""));
        subscriber.complete();
      } else if (!now.equals(before)) {
        subscriber.send(SseEmitter.event().name("changed").data(""));
      } else if (ticks % HEARTBEAT_TICKS == 0) {
        subscriber.send(SseEmitter.event().name("alive").data(""));
      }
    } catch (IOException | IllegalStateException e) {
      subscribers.remove(subscriber);
    }
  }

  /** Completes the streams before the web server waits for its requests to end. */
  @EventListener(ContextClosedEvent.class)
  void end() {
    timer.shutdownNow();
    subscribers.keySet().forEach(ImportEventStream::complete);
  }

  private static void complete(SseEmitter subscriber) {
    try {
      subscriber.complete();
    } catch (IllegalStateException e) {
      // Already completed.
    }
  }
}
