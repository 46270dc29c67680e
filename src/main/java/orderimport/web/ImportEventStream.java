package orderimport.web;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
 * Tells open pages when an import has changed, or the list of them, as server-sent events: {@code
 * changed} when an import has come further, {@code ended} when it stands still, {@code alive} every
 * few seconds, so that the page notices when something between here and there keeps the events. The
 * database is asked once a second for all who look at the same.
 */
@Component
class ImportEventStream {
  private static final Logger log = LoggerFactory.getLogger(ImportEventStream.class);
  private static final int MOST_WATCHERS = 200;
  private static final long LONGEST_MILLIS = 30 * 60_000L;
  private static final int SIGN_OF_LIFE_EVERY = 3;

  /** Stands for the list of imports where others have an import's number. */
  private static final long LIST = 0;

  private final ImportProgressService importProgressService;
  private final ImportQueries past;
  private final Map<SseEmitter, Long> watchers = new ConcurrentHashMap<>();
  private final Map<Long, Object> last = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "watch");
            thread.setDaemon(true);
            return thread;
          });
  private long ticks;

  ImportEventStream(ImportProgressService importProgressService, ImportQueries past) {
    this.importProgressService = importProgressService;
    this.past = past;
    var unused = clock.scheduleWithFixedDelay(this::poll, 1, 1, TimeUnit.SECONDS);
  }

  /** The events of the list of imports. */
  ResponseEntity<SseEmitter> streamOfList() {
    return stream(LIST);
  }

  /** The events of an import; 503 if too many look at some already. */
  ResponseEntity<SseEmitter> stream(long importId) {
    if (watchers.size() >= MOST_WATCHERS) {
      return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    }
    SseEmitter watcher = new SseEmitter(LONGEST_MILLIS);
    watcher.onCompletion(() -> watchers.remove(watcher));
    watcher.onTimeout(watcher::complete);
    watcher.onError(error -> watchers.remove(watcher));
    watchers.put(watcher, importId);
    return ResponseEntity.ok()
        .header("X-Accel-Buffering", "no")
        .cacheControl(CacheControl.noStore())
        .body(watcher);
  }

  private void poll() {
    try {
      ticks++;
      Set<Long> watched = Set.copyOf(watchers.values());
      last.keySet().retainAll(watched);
      if (watched.isEmpty()) {
        return;
      }
      Map<Long, Object> now = new HashMap<>(importProgressService.all(watched));
      if (watched.contains(LIST)) {
        now.put(LIST, past.state());
      }
      watchers.forEach((watcher, id) -> send(watcher, now.get(id), last.get(id)));
      last.putAll(now);
    } catch (RuntimeException e) {
      // Such as a database that is away for a moment; the pages stay as they are.
      log.warn("Cannot tell how far imports are", e);
    }
  }

  private void send(SseEmitter watcher, @Nullable Object now, @Nullable Object before) {
    try {
      if (now == null
          || (now instanceof ImportProgress importProgress && !importProgress.stage().isActive())) {
        watcher.send(SseEmitter.event().name("ended").data(""));
        watcher.complete();
      } else if (!now.equals(before)) {
        watcher.send(SseEmitter.event().name("changed").data(""));
      } else if (ticks % SIGN_OF_LIFE_EVERY == 0) {
        watcher.send(SseEmitter.event().name("alive").data(""));
      }
    } catch (IOException | IllegalStateException e) {
      watchers.remove(watcher);
    }
  }

  /** Before the web server waits for its requests to end. */
  @EventListener(ContextClosedEvent.class)
  void end() {
    clock.shutdownNow();
    watchers.keySet().forEach(ImportEventStream::complete);
  }

  private static void complete(SseEmitter watcher) {
    try {
      watcher.complete();
    } catch (IllegalStateException e) {
      // Nobody listens any more.
    }
  }
}
