package orderimport.order;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The slots of the carriers' rate limits, by the database's clock; in the transaction of the
 * caller. See {@link RateLimitWindow}.
 *
 * <p>The database's clock may be set. Set back, slots would stay taken for as long as it was ahead:
 * they are taken for {@link RateLimitWindow#hold} at the longest. Set forward, all slots would be
 * free at once: a process that sees the step takes them for the time that they had left, for all
 * processes; and no process passes the limit by its own monotonic clock ({@link
 * LocalRateLimitWindow}). What remains: a process that has not asked for a slot of the carrier
 * before the step cannot see it. If it is the first to ask after the step, a window may hold up to
 * twice the limit, of which each other process sent its part before.
 */
final class RateLimitSlots {
  private static final Logger log = LoggerFactory.getLogger(RateLimitSlots.class);

  /** What clocks may differ by although nobody has set one. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final JdbcClient jdbc;
  private final LongSupplier nanos;
  private final LocalRateLimitWindow own;
  private final Map<String, ClockWatch> watches = new ConcurrentHashMap<>();
  private final Map<String, ClockStep> steps = new ConcurrentHashMap<>();

  /**
   * @param nanos as {@link System#nanoTime}
   */
  RateLimitSlots(JdbcClient jdbc, LongSupplier nanos) {
    this.jdbc = jdbc;
    this.nanos = nanos;
    this.own = new LocalRateLimitWindow(nanos);
  }

  /**
   * A step of the database's clock that slots were adapted to.
   *
   * @param message in plain words
   * @param until when it makes nobody wait any more, by the monotonic clock
   */
  private record ClockStep(String message, long until) {}

  /** Makes a carrier's slots; those that are there stay as they are. */
  void prepare(String carrier, RateLimitWindow rateLimitWindow) {
    jdbc.sql(
            "insert into pace_slot (carrier, slot, free_at)"
                + " select ?, slot, clock_timestamp() from generate_series(0, ? - 1) slot"
                + " on conflict do nothing")
        .params(carrier, rateLimitWindow.requests())
        .update();
  }

  /**
   * Takes one; empty if all are taken, or were adapted to a step of the clock, which the caller has
   * to commit. Counts those that a higher limit left behind.
   */
  Optional<Attempt.Slot> tryAcquire(String carrier, RateLimitWindow rateLimitWindow) {
    if (adapted(carrier, rateLimitWindow)) {
      return Optional.empty();
    }
    Optional<LocalRateLimitWindow.Place> place = own.tryAcquire(carrier, rateLimitWindow);
    Optional<Attempt.Slot> slot = Optional.empty();
    try {
      slot = place.flatMap(mine -> tryAcquire(carrier, rateLimitWindow, mine));
      return slot;
    } finally {
      if (slot.isEmpty()) {
        place.ifPresent(mine -> mine.free(false));
      }
    }
  }

  private Optional<Attempt.Slot> tryAcquire(
      String carrier, RateLimitWindow rateLimitWindow, LocalRateLimitWindow.Place own) {
    return jdbc.sql(
            """
            update pace_slot set free_at = clock_timestamp() + make_interval(secs => ?)
            where carrier = ? and slot = (
              select slot from pace_slot
              where carrier = ? and slot < ? and free_at <= clock_timestamp()
                and (select count(*) from pace_slot busy
                     where busy.carrier = ? and busy.free_at > clock_timestamp()) < ?
              order by free_at, slot limit 1 for update skip locked)
            returning slot, free_at\
            """)
        .params(
            seconds(rateLimitWindow.hold()),
            carrier,
            carrier,
            rateLimitWindow.requests(),
            carrier,
            rateLimitWindow.requests())
        .query(
            (row, number) ->
                new Attempt.Slot(
                    row.getInt("slot"),
                    row.getObject("free_at", OffsetDateTime.class),
                    rateLimitWindow,
                    own))
        .optional();
  }

  /**
   * What there is to know before a slot is taken.
   *
   * @param time the database's, in microseconds
   * @param wasHigher whether slots are taken that a higher limit left behind
   * @param ahead until when slots are taken beyond what is possible; null if none is
   */
  private record SlotQuery(long time, boolean wasHigher, @Nullable OffsetDateTime ahead) {}

  /** Adapts the slots if the clock was set. */
  private boolean adapted(String carrier, RateLimitWindow rateLimitWindow) {
    ClockWatch watch = watches.computeIfAbsent(carrier, name -> new ClockWatch(nanos));
    long asked = watch.nanos();
    SlotQuery slotQuery = query(carrier, rateLimitWindow);
    Duration forward = watch.setForward(slotQuery.time() * 1_000, asked);
    if (!forward.isZero() && keepTaken(carrier, rateLimitWindow, forward)) {
      step(carrier, rateLimitWindow, "forward by about " + describe(forward));
      return true;
    }
    if (slotQuery.ahead() != null && letGo(carrier, rateLimitWindow)) {
      step(
          carrier,
          rateLimitWindow,
          "back: places of the limit were taken until " + slotQuery.ahead());
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
              exists (select 1 from pace_slot
                where carrier = ? and slot >= ? and free_at > clock_timestamp()) as was_higher,
              (select max(free_at) from pace_slot
                where carrier = ? and free_at > clock_timestamp() + make_interval(secs => ?))
                as ahead\
            """)
        .params(
            carrier,
            rateLimitWindow.requests(),
            carrier,
            seconds(rateLimitWindow.hold().plus(TOLERANCE)))
        .query(
            (row, number) ->
                new SlotQuery(
                    row.getLong("time"),
                    row.getBoolean("was_higher"),
                    row.getObject("ahead", OffsetDateTime.class)))
        .single();
  }

  private void step(String carrier, RateLimitWindow rateLimitWindow, String how) {
    String message =
        "The clock of the database was set %s. Placing with %s waits up to %s."
            .formatted(how, carrier, describe(rateLimitWindow.hold()));
    log.warn(message);
    steps.put(
        carrier, new ClockStep(message, nanos.getAsLong() + rateLimitWindow.hold().toNanos()));
  }

  /** What a step would have freed early stays taken for the time that was left. */
  private boolean keepTaken(String carrier, RateLimitWindow rateLimitWindow, Duration step) {
    return jdbc.sql(
                "update pace_slot set free_at = least(free_at + make_interval(secs => ?),"
                    + " clock_timestamp() + make_interval(secs => ?)) where carrier = ? and free_at"
                    + " > clock_timestamp() - make_interval(secs => ?)")
            .params(seconds(step), seconds(rateLimitWindow.hold()), carrier, seconds(step))
            .update()
        > 0;
  }

  private boolean letGo(String carrier, RateLimitWindow rateLimitWindow) {
    return jdbc.sql(
                "update pace_slot set free_at = clock_timestamp() + make_interval(secs => ?) where"
                    + " carrier = ? and free_at > clock_timestamp() + make_interval(secs => ?)")
            .params(seconds(rateLimitWindow.hold()), carrier, seconds(rateLimitWindow.hold()))
            .update()
        > 0;
  }

  /** Why a wait is longer than the limit asks for, in plain words; empty if it is not. */
  Optional<String> whyWaiting(String carrier) {
    return Optional.ofNullable(steps.get(carrier))
        .filter(step -> step.until() - nanos.getAsLong() > 0)
        .map(ClockStep::message);
  }

  /**
   * While slots are taken that a higher limit left behind, one intent at a time: two that count the
   * taken slots at once would not see each other's.
   */
  private void serialize(String carrier) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('pace of ' || ?, 0))")
        .param(carrier)
        .query((row, number) -> number)
        .list();
  }

  /** Until fewer slots are taken than the limit has. */
  Duration untilNext(String carrier, RateLimitWindow rateLimitWindow) {
    double seconds =
        jdbc.sql(
                "select extract(epoch from free_at - clock_timestamp()) from pace_slot"
                    + " where carrier = ? and free_at > clock_timestamp()"
                    + " order by free_at desc offset ? limit 1")
            .params(carrier, rateLimitWindow.requests() - 1)
            .query(Double.class)
            .optional()
            .orElse(0.0);
    long millis = Math.round(Math.ceil(seconds * 1000));
    long ownMillis = own.untilNext(carrier, rateLimitWindow).plusNanos(999_999).toMillis();
    return Duration.ofMillis(Math.max(1, Math.max(millis, ownMillis)));
  }

  /** Gives one back, unless another attempt has it by now. */
  void free(Attempt.Slot slot, String carrier, boolean reachedCarrier) {
    slot.own().free(reachedCarrier);
    jdbc.sql(
            "update pace_slot set free_at = clock_timestamp() + make_interval(secs => ?)"
                + " where carrier = ? and slot = ? and free_at = ?")
        .params(
            reachedCarrier ? seconds(slot.pace().window()) : 0,
            carrier,
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
