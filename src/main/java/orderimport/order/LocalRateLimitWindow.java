package orderimport.order;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests of this process that count towards the carriers' rate limits, by the machine's
 * monotonic clock. It enforces the limits in this process even if the database's clock is set
 * forward, which frees all slots there. Thread-safe.
 */
final class LocalRateLimitWindow {
  private final LongSupplier nanos;
  private final long start;

  /**
   * The entries by the time when they expire, in nanoseconds since the start; equal times are made
   * distinct.
   */
  private final Map<RateLimitKey, NavigableMap<Long, Entry>> byLimit = new HashMap<>();

  /**
   * @param nanos a monotonic clock such as {@link System#nanoTime}
   */
  LocalRateLimitWindow(LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /**
   * A request in the window, until it is released but no longer than {@link RateLimitWindow#hold}.
   */
  final class Entry {
    private final NavigableMap<Long, Entry> entries;
    private final RateLimitWindow rateLimitWindow;
    private long expiry;
    private @Nullable Long sent;
    private boolean released;

    private Entry(NavigableMap<Long, Entry> entries, RateLimitWindow rateLimitWindow) {
      this.entries = entries;
      this.rateLimitWindow = rateLimitWindow;
    }

    /** Call before the first byte of the request is sent. */
    void sent() {
      synchronized (LocalRateLimitWindow.this) {
        sent = now();
      }
    }

    /** How long the request still counts, now that its response is there. */
    Duration rest() {
      synchronized (LocalRateLimitWindow.this) {
        Duration window = rateLimitWindow.window();
        Duration arrival = rateLimitWindow.arrival();
        if (sent == null || arrival == null) {
          return window;
        }
        Duration sinceArrival = Duration.ofNanos(now() - sent).minus(arrival);
        Duration rest = sinceArrival.isNegative() ? window : window.minus(sinceArrival);
        return rest.isNegative() ? Duration.ZERO : rest;
      }
    }

    /** Releases the entry; idempotent. */
    void free(boolean reachedCarrier) {
      synchronized (LocalRateLimitWindow.this) {
        if (released) {
          return;
        }
        released = true;
        entries.remove(expiry, this);
        if (reachedCarrier) {
          retain(rest());
        }
      }
    }

    private void retain(Duration time) {
      expiry = now() + time.toNanos();
      while (entries.putIfAbsent(expiry, this) != null) {
        expiry++;
      }
    }
  }

  private long now() {
    return nanos.getAsLong() - start;
  }

  /** Acquires an entry; empty if the limit is reached. */
  synchronized Optional<Entry> tryAcquire(String carrier, RateLimitWindow rateLimitWindow) {
    NavigableMap<Long, Entry> entries = current(rateLimitWindow.key(carrier));
    if (entries.size() >= rateLimitWindow.requests()) {
      return Optional.empty();
    }
    Entry entry = new Entry(entries, rateLimitWindow);
    entry.retain(rateLimitWindow.hold());
    return Optional.of(entry);
  }

  /** The time until an entry can be acquired; zero if one can be now. */
  synchronized Duration untilNext(String carrier, RateLimitWindow rateLimitWindow) {
    NavigableMap<Long, Entry> entries = current(rateLimitWindow.key(carrier));
    return entries.keySet().stream()
        .skip(Math.max(0, entries.size() - rateLimitWindow.requests()))
        .limit(entries.size() < rateLimitWindow.requests() ? 0 : 1)
        .map(expiry -> Duration.ofNanos(expiry - now()))
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private NavigableMap<Long, Entry> current(RateLimitKey key) {
    NavigableMap<Long, Entry> entries = byLimit.computeIfAbsent(key, each -> new TreeMap<>());
    entries.headMap(now(), true).clear();
    return entries;
  }
}
