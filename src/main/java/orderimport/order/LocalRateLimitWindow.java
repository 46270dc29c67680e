package orderimport.order;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The requests of this process that count for the carriers' limits, by the machine's monotonic
 * clock: so this process keeps the limits even if the database's clock is set forward, which frees
 * all slots there. Thread-safe.
 */
final class LocalRateLimitWindow {
  private final LongSupplier nanos;
  private final long start;

  /** The places by when they are free, in nanoseconds from the start; then by a number. */
  private final Map<String, NavigableMap<Long, Place>> byCarrier = new HashMap<>();

  /**
   * @param nanos as {@link System#nanoTime}
   */
  LocalRateLimitWindow(LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /**
   * A request's place, taken until it is given back, and no longer than {@link
   * RateLimitWindow#hold}.
   */
  final class Place {
    private final NavigableMap<Long, Place> places;
    private final RateLimitWindow rateLimitWindow;
    private long until;
    private boolean answered;

    private Place(NavigableMap<Long, Place> places, RateLimitWindow rateLimitWindow) {
      this.places = places;
      this.rateLimitWindow = rateLimitWindow;
    }

    /** Gives it back; a second time changes nothing. */
    void free(boolean reachedCarrier) {
      synchronized (LocalRateLimitWindow.this) {
        if (answered) {
          return;
        }
        answered = true;
        places.remove(until, this);
        if (reachedCarrier) {
          retain(rateLimitWindow.window());
        }
      }
    }

    private void retain(Duration time) {
      until = now() + time.toNanos();
      while (places.putIfAbsent(until, this) != null) {
        until++;
      }
    }
  }

  private long now() {
    return nanos.getAsLong() - start;
  }

  /** Takes a place; empty if as many as the limit has are taken. */
  synchronized Optional<Place> tryAcquire(String carrier, RateLimitWindow rateLimitWindow) {
    NavigableMap<Long, Place> places = taken(carrier);
    if (places.size() >= rateLimitWindow.requests()) {
      return Optional.empty();
    }
    Place place = new Place(places, rateLimitWindow);
    place.retain(rateLimitWindow.hold());
    return Optional.of(place);
  }

  /** Until a place is free; zero if one is. */
  synchronized Duration untilNext(String carrier, RateLimitWindow rateLimitWindow) {
    NavigableMap<Long, Place> places = taken(carrier);
    return places.keySet().stream()
        .skip(Math.max(0, places.size() - rateLimitWindow.requests()))
        .limit(places.size() < rateLimitWindow.requests() ? 0 : 1)
        .map(until -> Duration.ofNanos(until - now()))
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private NavigableMap<Long, Place> taken(String carrier) {
    NavigableMap<Long, Place> places = byCarrier.computeIfAbsent(carrier, name -> new TreeMap<>());
    places.headMap(now(), true).clear();
    return places;
  }
}
