package orderimport.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the remaining time of placement from each carrier's rate limit or, without one, from
 * the measured rate. Carriers are served in parallel, so the slowest one counts.
 */
final class EtaEstimator {
  private static final class Queue {
    private final long total;
    private final Duration atLeast;
    private final Duration startedAt;
    private long done;

    private Queue(long total, Duration atLeast, Duration startedAt) {
      this.total = total;
      this.atLeast = atLeast;
      this.startedAt = startedAt;
    }

    private Duration left(Duration now) {
      Duration passed = now.minus(startedAt);
      if (done >= total) {
        return Duration.ZERO;
      }
      Duration byLimit = atLeast.minus(passed);
      Duration byRate =
          atLeast.isZero() && done > 0
              ? passed.multipliedBy(total - done).dividedBy(done)
              : Duration.ZERO;
      return byLimit.compareTo(byRate) > 0 ? byLimit : byRate;
    }
  }

  private final Map<String, Queue> queues = new HashMap<>();

  /**
   * Placement of a carrier's orders begins.
   *
   * @param atLeast the minimum time that the rate limit allows; zero without a limit
   * @param now the time since an origin that is the same for all calls
   */
  void placing(String carrier, long total, Duration atLeast, Duration now) {
    queues.put(carrier, new Queue(total, atLeast, now));
  }

  /** An order has its result. */
  void placed(String carrier) {
    Queue queue = queues.get(carrier);
    if (queue != null) {
      queue.done++;
    }
  }

  /** Such as {@code about 3 min left}; null below 5 seconds. */
  @Nullable Text text(Duration now) {
    Duration left =
        queues.values().stream()
            .map(queue -> queue.left(now))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    long seconds = left.toSeconds();
    if (seconds < 5) {
      return null;
    } else if (seconds < 60) {
      return CliText.LEFT_SECONDS.text((seconds + 9) / 10 * 10);
    }
    long minutes = (seconds + 59) / 60;
    return seconds < 5400
        ? CliText.LEFT_MINUTES.text(minutes)
        : CliText.LEFT_HOURS.text(minutes / 60, minutes % 60);
  }
}
