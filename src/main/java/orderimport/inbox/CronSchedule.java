package orderimport.inbox;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import orderimport.carrier.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** The schedule of an inbox. */
record CronSchedule(CronExpression cron, ZoneId zone) {
  /** The maximum number of missed times that are counted. */
  private static final int MAX_COUNTED = 10_000;

  /**
   * Scheduled times that have passed without a run.
   *
   * @param last the latest, for which to run
   * @param before the number of earlier ones
   */
  record DueTime(Instant last, int before) {}

  static CronSchedule of(String cron, ZoneId zone) {
    return new CronSchedule(CronExpression.parse(cron), zone);
  }

  /**
   * Checks a cron expression.
   *
   * @throws InvalidConfigurationException if it is invalid
   */
  static void check(String cron) {
    if (!CronExpression.isValidExpression(cron)) {
      throw new InvalidConfigurationException(
          ("at takes six fields, such as \"0 0 2 * * *\" for two o'clock each night (second,"
                  + " minute, hour, day, month, day of the week), not \"%s\"")
              .formatted(cron));
    }
  }

  /** The scheduled times in (after, until]; empty if there are none. */
  Optional<DueTime> between(Instant after, Instant until) {
    Instant last = null;
    int before = 0;
    for (Instant time = next(after);
        time != null && !time.isAfter(until) && before < MAX_COUNTED;
        time = next(time)) {
      before += last == null ? 0 : 1;
      last = time;
    }
    if (last == null) {
      return Optional.empty();
    }
    return Optional.of(new DueTime(before == MAX_COUNTED ? until : last, before));
  }

  /**
   * The first scheduled time after a time; null if there are no more. A local time that is skipped
   * when clocks go forward moves an hour later; of a local time that occurs twice the first counts.
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
