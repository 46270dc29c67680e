package orderimport.order;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The slots of the carriers' rate limits, by the database's clock alone; in the transaction of the
 * caller. See {@link Pace}.
 */
final class PaceSlots {
  private final JdbcClient jdbc;

  PaceSlots(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes a carrier's slots; those that are there stay as they are. */
  void prepare(String carrier, Pace pace) {
    jdbc.sql(
            "insert into pace_slot (carrier, slot, free_at)"
                + " select ?, slot, clock_timestamp() from generate_series(0, ? - 1) slot"
                + " on conflict do nothing")
        .params(carrier, pace.requests())
        .update();
  }

  /** Takes one; empty if all are taken. Counts those that a higher limit left behind. */
  Optional<Attempt.Slot> take(String carrier, Pace pace) {
    takeTurns(carrier, pace);
    return jdbc.sql(
            """
            update pace_slot set free_at = clock_timestamp() + make_interval(secs => ?)
            where carrier = ? and slot = (
              select slot from pace_slot
              where carrier = ? and slot < ? and free_at <= clock_timestamp()
                and (select count(*) from pace_slot busy
                     where busy.carrier = ? and busy.free_at > clock_timestamp()) < ?
              order by free_at, slot limit 1 for update skip locked)
            returning slot, free_at""")
        .params(seconds(pace.hold()), carrier, carrier, pace.requests(), carrier, pace.requests())
        .query(
            (row, number) ->
                new Attempt.Slot(
                    row.getInt("slot"), row.getObject("free_at", OffsetDateTime.class), pace))
        .optional();
  }

  /**
   * While slots are taken that a higher limit left behind, one intent at a time: two that count the
   * taken slots at once would not see each other's.
   */
  private void takeTurns(String carrier, Pace pace) {
    boolean wasHigher =
        jdbc.sql(
                "select exists (select 1 from pace_slot"
                    + " where carrier = ? and slot >= ? and free_at > clock_timestamp())")
            .params(carrier, pace.requests())
            .query(Boolean.class)
            .single();
    if (wasHigher) {
      jdbc.sql("select pg_advisory_xact_lock(hashtextextended('pace of ' || ?, 0))")
          .param(carrier)
          .query((row, number) -> number)
          .list();
    }
  }

  /** Until fewer slots are taken than the limit has. */
  Duration untilNext(String carrier, Pace pace) {
    double seconds =
        jdbc.sql(
                "select extract(epoch from free_at - clock_timestamp()) from pace_slot"
                    + " where carrier = ? and free_at > clock_timestamp()"
                    + " order by free_at desc offset ? limit 1")
            .params(carrier, pace.requests() - 1)
            .query(Double.class)
            .optional()
            .orElse(0.0);
    return Duration.ofMillis(Math.max(1, Math.round(Math.ceil(seconds * 1000))));
  }

  /** Gives one back, unless another attempt has it by now. */
  void free(Attempt.Slot slot, String carrier, boolean reachedCarrier) {
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
}
