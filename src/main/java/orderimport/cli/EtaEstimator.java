package orderimport.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long placing goes on: by the carriers' rate limits, and where there is none by how long it
 * took so far. The carriers are served side by side, so the slowest counts.
 */
final class EtaEstimator {
  private static final class Queue {
    private final long waiting;
    private final Duration atLeast;
    private final Duration begun;
    private long done;

    private Queue(long waiting, Duration atLeast, Duration begun) {
      this.waiting = waiting;
      this.atLeast = atLeast;
      this.begun = begun;
    }

    private Duration left(Duration now) {
      Duration passed = now.minus(begun);
      if (done >= waiting) {
        return Duration.ZERO;
      }
      Duration byLimit = atLeast.minus(passed);
      Duration bySpeed =
          atLeast.isZero() && done > 0
              ? passed.multipliedBy(waiting - done).dividedBy(done)
              : Duration.ZERO;
      return byLimit.compareTo(bySpeed) > 0 ? byLimit : bySpeed;
    }
  }

  private final Map<String, Queue> queues = new HashMap<>();

  /**
   * A carrier's orders begin to be placed.
   *
   * @param atLeast how long they take by its rate limit
   * @param now since some moment, the same for all calls
   */
  void placing(String carrier, long waiting, Duration atLeast, Duration now) {
    queues.put(carrier, new Queue(waiting, atLeast, now));
  }

  /** An order of a carrier is done. */
  void placed(String carrier) {
    Queue queue = queues.get(carrier);
    if (queue != null) {
      queue.done++;
    }
  }

  /** In words, {@code about 3 min left}; empty if it is a matter of seconds. */
  String text(Duration now) {
    Duration left =
        queues.values().stream()
            .map(queue -> queue.left(now))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    long seconds = left.toSeconds();
    if (seconds < 5) {
      return "";
    } else if (seconds < 60) {
      return "about %d s left".formatted((seconds + 9) / 10 * 10);
    } else if (seconds < 5400) {
      return "about %d min left".formatted((seconds + 59) / 60);
    }
    long minutes = (seconds + 59) / 60;
    return "about %d h %d min left".formatted(minutes / 60, minutes % 60);
  }
}
