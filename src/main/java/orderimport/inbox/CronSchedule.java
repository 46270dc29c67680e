package orderimport.inbox;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import orderimport.carrier.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** The times at which an inbox is worked through. */
record CronSchedule(CronExpression cron, ZoneId zone) {
  /** As many as are counted; whoever missed more is told of no more. */
  private static final int MOST = 10_000;

  /**
   * Those that have passed and were not dealt with.
   *
   * @param last the one to run for
   * @param before it, how many
   */
  record DueTime(Instant last, int before) {}

  static CronSchedule of(String cron, ZoneId zone) {
    return new CronSchedule(CronExpression.parse(cron), zone);
  }

  /**
   * Looks at a cron expression.
   *
   * @throws InvalidConfigurationException if it is none
   */
  static void check(String cron) {
    if (!CronExpression.isValidExpression(cron)) {
      throw new InvalidConfigurationException(
          ("at takes six fields, such as \"0 0 2 * * *\" for two o'clock each night (second,"
                  + " minute, hour, day, month, day of the week), not \"%s\"")
              .formatted(cron));
    }
  }

  /** Those after a time, up to another and including it. */
  Optional<DueTime> between(Instant after, Instant until) {
    Instant last = null;
    int before = 0;
    for (Instant time = next(after);
        time != null && !time.isAfter(until) && before < MOST;
        time = next(time)) {
      before += last == null ? 0 : 1;
      last = time;
    }
    if (last == null) {
      return Optional.empty();
    }
    return Optional.of(new DueTime(before == MOST ? until : last, before));
  }

  /**
   * The first after a time; null if there is none any more. Clocks that are put forward skip times
   * of the day: such a one is then an hour later, rather than not at all; of one that there is
   * twice it is the first.
   */
  @Nullable Instant next(Instant after) {
    LocalDateTime local = LocalDateTime.ofInstant(after, zone);
    Instant next = after;
    while (local != null && !next.isAfter(after)) {
      local = cron.next(local);
      next = local == null ? after : local.atZone(zone).toInstant();
    }
    return local == null ? null : next;
  }
}
