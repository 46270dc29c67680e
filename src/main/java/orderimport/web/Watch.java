package orderimport.web;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
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
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages when an import has changed, as server-sent events: {@code changed} when it has
 * come further, {@code ended} when it stands still. The database is asked once a second for all who
 * look at the same import.
 */
@Component
class Watch {
  private static final Logger log = LoggerFactory.getLogger(Watch.class);
  private static final int MOST_WATCHERS = 200;
  private static final long LONGEST_MILLIS = 30 * 60_000L;
  private static final int SIGN_OF_LIFE_EVERY = 15;

  private final Pulses pulses;
  private final Map<SseEmitter, Long> watchers = new ConcurrentHashMap<>();
  private final Map<Long, Pulse> last = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "watch");
            thread.setDaemon(true);
            return thread;
          });
  private long ticks;

  Watch(Pulses pulses) {
    this.pulses = pulses;
    var unused = clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /** Somebody looks at an import; empty if too many look at some already. */
  Optional<SseEmitter> watch(long importId) {
    if (watchers.size() >= MOST_WATCHERS) {
      return Optional.empty();
    }
    SseEmitter watcher = new SseEmitter(LONGEST_MILLIS);
    watcher.onCompletion(() -> watchers.remove(watcher));
    watcher.onTimeout(watcher::complete);
    watcher.onError(error -> watchers.remove(watcher));
    watchers.put(watcher, importId);
    return Optional.of(watcher);
  }

  private void look() {
    try {
      ticks++;
      Set<Long> watched = Set.copyOf(watchers.values());
      last.keySet().retainAll(watched);
      if (watched.isEmpty()) {
        return;
      }
      Map<Long, Pulse> now = pulses.all(watched);
      watchers.forEach((watcher, id) -> tell(watcher, now.get(id), last.get(id)));
      last.putAll(now);
    } catch (RuntimeException e) {
      // Such as a database that is away for a moment; the pages stay as they are.
      log.warn("Cannot tell how far imports are", e);
    }
  }

  private void tell(SseEmitter watcher, @Nullable Pulse now, @Nullable Pulse before) {
    try {
      if (now == null || !now.stage().moves()) {
        watcher.send(SseEmitter.event().name("ended").data(""));
        watcher.complete();
      } else if (!now.equals(before)) {
        watcher.send(SseEmitter.event().name("changed").data(String.valueOf(now.percent())));
      } else if (ticks % SIGN_OF_LIFE_EVERY == 0) {
        watcher.send(SseEmitter.event().comment("still here"));
      }
    } catch (IOException | IllegalStateException e) {
      watchers.remove(watcher);
    }
  }

  /** Before the web server waits for its requests to end. */
  @EventListener(ContextClosedEvent.class)
  void end() {
    clock.shutdownNow();
    watchers.keySet().forEach(Watch::complete);
  }

  private static void complete(SseEmitter watcher) {
    try {
      watcher.complete();
    } catch (IllegalStateException e) {
      // Nobody listens any more.
    }
  }
}
