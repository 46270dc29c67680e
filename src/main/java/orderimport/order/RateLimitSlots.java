package orderimport.order;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The slots of the carriers' rate limits, by the database's clock, in the transaction of the
 * caller. See {@link RateLimitWindow}.
 *
 * <p>The database's clock may be set. If it is set back, slots would stay taken for as long as it
 * was ahead; they are therefore taken for at most {@link RateLimitWindow#hold}. If it is set
 * forward, all slots would be free at once; a process that detects the step extends them by the
 * time that they had left, for all processes, and each process enforces the limit by its own
 * monotonic clock ({@link LocalRateLimitWindow}). Known limitation: a process that did not acquire
 * a slot of the carrier before the step cannot detect it. If it is the first to acquire one after
 * the step, a window may contain up to twice the limit.
 */
final class RateLimitSlots {
  private static final Logger log = LoggerFactory.getLogger(RateLimitSlots.class);

  /** The difference between clocks that is tolerated without assuming that one was set. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final JdbcClient jdbc;
  private final RateLimitGroups groups;
  private final LongSupplier nanos;
  private final LocalRateLimitWindow local;
  private final Map<RateLimitKey, ClockWatch> watches = new ConcurrentHashMap<>();
  private final Map<RateLimitKey, ClockStep> steps = new ConcurrentHashMap<>();

  /**
   * @param nanos a monotonic clock such as {@link System#nanoTime}
   */
  RateLimitSlots(JdbcClient jdbc, RateLimitGroups groups, LongSupplier nanos) {
    this.jdbc = jdbc;
    this.groups = groups;
    this.nanos = nanos;
    this.local = new LocalRateLimitWindow(nanos);
  }

  /**
   * A step of the database's clock to which the slots were adapted.
   *
   * @param message in plain words
   * @param until when the step no longer causes waiting, by the monotonic clock
   */
  private record ClockStep(Text message, long until) {}

  /**
   * Creates the slots of a carrier's rate limit; existing slots are unchanged. The slots of a new
   * limit take over the requests that the slots of the limit with the longest window know of, so
   * that a change of the configuration does not permit requests twice.
   */
  void prepare(String carrier, RateLimitWindow rateLimitWindow) {
    jdbc.sql(
            """
            insert into rate_limit_slot (carrier, window_ms, slot, available_at)
            select :carrier, :window, own.slot, coalesce(earlier.available_at, 'epoch')
            from generate_series(0, :requests - 1) own(slot)
            left join (
              select row_number() over (order by available_at desc) - 1 as slot,
                available_at + make_interval(secs => (:window - window_ms) / 1000.0) as available_at
              from rate_limit_slot
              where carrier = :carrier
                and window_ms = (select max(window_ms) from rate_limit_slot where carrier = :carrier)
                and not exists (select 1 from rate_limit_slot
                  where carrier = :carrier and window_ms = :window)
                and available_at + make_interval(secs => (:window - window_ms) / 1000.0)
                  > clock_timestamp()) earlier on earlier.slot = own.slot
            on conflict do nothing\
            """)
        .param("carrier", groups.of(carrier))
        .param("window", rateLimitWindow.window().toMillis())
        .param("requests", rateLimitWindow.requests())
        .update();
  }

  /**
   * Acquires a slot of each limit, or none. Empty if all slots of a limit are taken, including
   * slots left from a higher limit, or if the slots were adapted to a step of the clock, which the
   * caller has to commit.
   *
   * @param limits in the same order in all processes
   */
  Optional<List<Attempt.Slot>> tryAcquire(String carrier, List<RateLimitWindow> limits) {
    List<Attempt.Slot> acquired = new ArrayList<>();
    boolean complete = false;
    try {
      for (RateLimitWindow limit : limits) {
        Optional<Attempt.Slot> slot = tryAcquire(groups.of(carrier), limit);
        if (slot.isEmpty()) {
          acquired.forEach(each -> free(each, carrier, false));
          return Optional.empty();
        }
        acquired.add(slot.get());
      }
      complete = true;
      return Optional.of(acquired);
    } finally {
      if (!complete) {
        acquired.forEach(each -> each.local().free(false));
      }
    }
  }

  private Optional<Attempt.Slot> tryAcquire(String carrier, RateLimitWindow rateLimitWindow) {
    if (adaptToClock(carrier, rateLimitWindow)) {
      return Optional.empty();
    }
    Optional<LocalRateLimitWindow.Entry> entry = local.tryAcquire(carrier, rateLimitWindow);
    Optional<Attempt.Slot> slot = Optional.empty();
    try {
      slot = entry.flatMap(localEntry -> tryAcquire(carrier, rateLimitWindow, localEntry));
      return slot;
    } finally {
      if (slot.isEmpty()) {
        entry.ifPresent(localEntry -> localEntry.free(false));
      }
    }
  }

  private Optional<Attempt.Slot> tryAcquire(
      String carrier, RateLimitWindow rateLimitWindow, LocalRateLimitWindow.Entry local) {
    return jdbc.sql(
            """
            with free as materialized (
              select slot, available_at from rate_limit_slot
              where carrier = ? and window_ms = ? and slot < ?
                and available_at <= clock_timestamp()
                and (select count(*) from rate_limit_slot busy
                     where busy.carrier = ? and busy.window_ms = ?
                       and busy.available_at > clock_timestamp()) < ?
              order by available_at, slot limit 1 for update skip locked)
            update rate_limit_slot
            set available_at = clock_timestamp() + make_interval(secs => ?)
            from free
            where carrier = ? and window_ms = ? and rate_limit_slot.slot = free.slot
            returning rate_limit_slot.slot, rate_limit_slot.available_at,
              free.available_at as available_before\
            """)
        .params(
            carrier,
            rateLimitWindow.window().toMillis(),
            rateLimitWindow.requests(),
            carrier,
            rateLimitWindow.window().toMillis(),
            rateLimitWindow.requests(),
            seconds(rateLimitWindow.hold()),
            carrier,
            rateLimitWindow.window().toMillis())
        .query(
            (row, number) ->
                new Attempt.Slot(
                    row.getInt("slot"),
                    row.getObject("available_at", OffsetDateTime.class),
                    row.getObject("available_before", OffsetDateTime.class),
                    rateLimitWindow,
                    local))
        .optional();
  }

  /**
   * The state before a slot is acquired.
   *
   * @param time the database's time, in microseconds
   * @param wasHigher whether slots left from a higher limit are taken
   * @param ahead the latest time until which slots are taken, if it is later than possible; null
   *     otherwise
   */
  private record SlotQuery(long time, boolean wasHigher, @Nullable OffsetDateTime ahead) {}

  /** Adapts the slots if the clock was set; returns whether it changed any. */
  private boolean adaptToClock(String carrier, RateLimitWindow rateLimitWindow) {
    ClockWatch watch =
        watches.computeIfAbsent(rateLimitWindow.key(carrier), key -> new ClockWatch(nanos));
    long sent = watch.nanos();
    SlotQuery slotQuery = query(carrier, rateLimitWindow);
    Duration forward = watch.setForward(slotQuery.time() * 1_000, sent);
    if (!forward.isZero() && extendTaken(carrier, rateLimitWindow, forward)) {
      recordStep(carrier, rateLimitWindow, Reason.CLOCK_FORWARD.text(describe(forward)));
      return true;
    }
    if (slotQuery.ahead() != null && shortenTaken(carrier, rateLimitWindow)) {
      recordStep(carrier, rateLimitWindow, Reason.CLOCK_BACK.text(slotQuery.ahead()));
      return true;
    }
    if (slotQuery.wasHigher()) {
      serialize(carrier);
    }
    return false;
  }

  private SlotQuery query(String carrier, RateLimitWindow rateLimitWindow) {
    return jdbc.sql(
            """
            select (extract(epoch from clock_timestamp()) * 1000000)::bigint as time,
              exists (select 1 from rate_limit_slot
                where carrier = ? and window_ms = ? and slot >= ?
                  and available_at > clock_timestamp()) as was_higher,
              (select max(available_at) from rate_limit_slot
                where carrier = ? and window_ms = ?
                  and available_at > clock_timestamp() + make_interval(secs => ?)) as ahead\
            """)
        .params(
            carrier,
            rateLimitWindow.window().toMillis(),
            rateLimitWindow.requests(),
            carrier,
            rateLimitWindow.window().toMillis(),
            seconds(rateLimitWindow.hold().plus(TOLERANCE)))
        .query(
            (row, number) ->
                new SlotQuery(
                    row.getLong("time"),
                    row.getBoolean("was_higher"),
                    row.getObject("ahead", OffsetDateTime.class)))
        .single();
  }

  private void recordStep(String carrier, RateLimitWindow rateLimitWindow, Text how) {
    Text message = Reason.CLOCK_WAIT.text(how, carrier, describe(rateLimitWindow.hold()));
    log.warn(TextRenderer.ENGLISH.render(message));
    steps.put(
        rateLimitWindow.key(carrier),
        new ClockStep(message, nanos.getAsLong() + rateLimitWindow.hold().toNanos()));
  }

  /** Extends slots that the step would have freed early by the time that they had left. */
  private boolean extendTaken(String carrier, RateLimitWindow rateLimitWindow, Duration step) {
    return jdbc.sql(
                "update rate_limit_slot set available_at = least(available_at + make_interval(secs"
                    + " => ?), clock_timestamp() + make_interval(secs => ?)) where carrier = ? and"
                    + " window_ms = ? and available_at > clock_timestamp() - make_interval(secs =>"
                    + " ?)")
            .params(
                seconds(step),
                seconds(rateLimitWindow.hold()),
                carrier,
                rateLimitWindow.window().toMillis(),
                seconds(step))
            .update()
        > 0;
  }

  private boolean shortenTaken(String carrier, RateLimitWindow rateLimitWindow) {
    return jdbc.sql(
                "update rate_limit_slot set available_at = clock_timestamp() + make_interval(secs"
                    + " => ?) where carrier = ? and window_ms = ? and available_at >"
                    + " clock_timestamp() + make_interval(secs => ?)")
            .params(
                seconds(rateLimitWindow.hold()),
                carrier,
                rateLimitWindow.window().toMillis(),
                seconds(rateLimitWindow.hold()))
            .update()
        > 0;
  }

  /** Why the wait is longer than the rate limit requires, in plain words; empty if it is not. */
  Optional<Text> whyWaiting(String carrier, List<RateLimitWindow> limits) {
    return limits.stream()
        .flatMap(limit -> Optional.ofNullable(steps.get(limit.key(groups.of(carrier)))).stream())
        .filter(step -> step.until() - nanos.getAsLong() > 0)
        .map(ClockStep::message)
        .findFirst();
  }

  /**
   * Serializes intents while slots left from a higher limit are taken: two concurrent transactions
   * that count the taken slots would not see each other's slot.
   */
  private void serialize(String carrier) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('rate limit of ' || ?, 0))")
        .param(carrier)
        .query((row, number) -> number)
        .list();
  }

  /** The time until a slot of each limit can be acquired; at least one millisecond. */
  Duration untilNext(String carrier, List<RateLimitWindow> limits) {
    return limits.stream()
        .map(limit -> untilNext(groups.of(carrier), limit))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Duration untilNext(String carrier, RateLimitWindow rateLimitWindow) {
    double seconds =
        jdbc.sql(
                "select extract(epoch from available_at - clock_timestamp()) from rate_limit_slot"
                    + " where carrier = ? and window_ms = ? and available_at > clock_timestamp()"
                    + " order by available_at desc offset ? limit 1")
            .params(carrier, rateLimitWindow.window().toMillis(), rateLimitWindow.requests() - 1)
            .query(Double.class)
            .optional()
            .orElse(0.0);
    long millis = Math.round(Math.ceil(seconds * 1000));
    long localMillis = local.untilNext(carrier, rateLimitWindow).plusNanos(999_999).toMillis();
    return Duration.ofMillis(Math.max(1, Math.max(millis, localMillis)));
  }

  /** Releases a slot, unless another attempt holds it by now. */
  void free(Attempt.Slot slot, String carrier, boolean reachedCarrier) {
    Duration rest = slot.local().rest();
    slot.local().free(reachedCarrier);
    jdbc.sql(
            "update rate_limit_slot set available_at = case when ? then clock_timestamp() +"
                + " make_interval(secs => ?) else ? end"
                + " where carrier = ? and window_ms = ? and slot = ? and available_at = ?")
        .params(
            reachedCarrier,
            seconds(rest),
            slot.availableBefore(),
            groups.of(carrier),
            slot.rateLimit().window().toMillis(),
            slot.number(),
            slot.heldUntil())
        .update();
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static String describe(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 120) {
      return Math.max(1, seconds) + " s";
    }
    return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
  }
}
