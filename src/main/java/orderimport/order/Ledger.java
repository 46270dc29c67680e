package orderimport.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import orderimport.imports.Lease;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger of orders: the states of an order and the ways between them. The intent to send is
 * committed before the first byte leaves, the outcome after; the database's own constraint keeps an
 * order from being with a carrier twice, over all imports and processes.
 */
@Repository
public class Ledger {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  public Ledger(DataSource dataSource, TransactionTemplate transaction, Clock clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Makes a carrier's slots; those that are there stay as they are. */
  public void prepare(String carrier, Pace pace) {
    jdbc.sql(
            "insert into pace_slot (carrier, slot, free_at)"
                + " select ?, slot, clock_timestamp() from generate_series(0, ? - 1) slot"
                + " on conflict do nothing")
        .params(carrier, pace.requests())
        .update();
  }

  /**
   * Records the intent to send a HELD order: it is SENDING, and takes a slot of the carrier's pace.
   *
   * @param pace empty without a limit
   * @param longestSending how long an order can be SENDING while its process lives; so long another
   *     import's sending of the same order is waited for
   */
  public Intent intend(Order order, Lease lease, Optional<Pace> pace, Duration longestSending) {
    try {
      return Objects.requireNonNull(
          transaction.execute(
              status -> {
                Intent intent = record(order, lease, pace);
                if (!(intent instanceof Intent.Recorded)) {
                  status.setRollbackOnly();
                }
                return intent;
              }));
    } catch (DuplicateKeyException placedBefore) {
      return duplicate(order, longestSending);
    }
  }

  private Intent record(Order order, Lease lease, Optional<Pace> pace) {
    boolean ours =
        jdbc.sql("select 1 from import where id = ? and fence = ? for share")
            .params(lease.importId(), lease.fence())
            .query(Integer.class)
            .optional()
            .isPresent();
    if (!ours) {
      return new Intent.LeaseLost();
    }
    pace.ifPresent(limit -> takeTurns(order.carrier(), limit));
    Optional<Attempt.Slot> slot = pace.flatMap(limit -> takeSlot(order.carrier(), limit));
    if (pace.isPresent() && slot.isEmpty()) {
      return new Intent.Wait(untilNextSlot(order.carrier(), pace.get()));
    }
    Integer number =
        jdbc.sql(
                "update orders set status = 'SENDING', attempts = attempts + 1"
                    + " where id = ? and status = 'HELD' returning attempts")
            .param(order.id())
            .query(Integer.class)
            .optional()
            .orElse(null);
    if (number == null) {
      return new Intent.NotHeld();
    }
    jdbc.sql("insert into attempt (order_id, number, runner, fence) values (?, ?, ?, ?)")
        .params(order.id(), number, lease.runner(), lease.fence())
        .update();
    return new Intent.Recorded(
        new Attempt(order, number, slot, Instant.now(clock), System.nanoTime()));
  }

  /**
   * Whether an intent still stands: to be asked right before the first byte leaves, since the
   * process may have been held up for long meanwhile.
   */
  public boolean stands(Attempt attempt, Lease lease) {
    return jdbc.sql(
            "select 1 from orders o join import i on i.id = o.import_id"
                + " where o.id = ? and o.status = 'SENDING' and o.attempts = ? and i.fence = ?")
        .params(attempt.order().id(), attempt.number(), lease.fence())
        .query(Integer.class)
        .optional()
        .isPresent();
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

  /** Counts the slots that a higher limit left behind, so that a lowered one holds at once. */
  private Optional<Attempt.Slot> takeSlot(String carrier, Pace pace) {
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

  /** Until fewer slots are taken than the limit has. */
  private Duration untilNextSlot(String carrier, Pace pace) {
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

  private Intent duplicate(Order order, Duration longestSending) {
    Optional<Order> earlier =
        jdbc.sql(
                "select * from orders where carrier = ? and order_ref = ?"
                    + " and status in ('SENDING', 'ACCEPTED', 'IN_DOUBT')")
            .params(order.carrier(), order.orderRef())
            .query(Orders::read)
            .optional();
    if (earlier.isEmpty() || isBeingSent(earlier.get(), longestSending)) {
      return new Intent.Wait(Duration.ofMillis(200));
    }
    int changed =
        jdbc.sql(
                "update orders set status = 'DUPLICATE', duplicate_of = ?"
                    + " where id = ? and status = 'HELD'")
            .params(earlier.get().id(), order.id())
            .update();
    return changed == 1 ? new Intent.PlacedBefore(earlier.get()) : new Intent.NotHeld();
  }

  private boolean isBeingSent(Order order, Duration longestSending) {
    return jdbc.sql(
            "select exists (select 1 from orders o join attempt a"
                + " on a.order_id = o.id and a.number = o.attempts"
                + " where o.id = ? and o.status = 'SENDING'"
                + " and a.started_at > clock_timestamp() - make_interval(secs => ?))")
        .params(order.id(), seconds(longestSending))
        .query(Boolean.class)
        .single();
  }

  /**
   * Ends an attempt with what became of it; doing so again changes nothing. If another process has
   * taken the import over meanwhile, a carrier's clear answer still counts: it ends the doubt, and
   * keeps an order that was held again from being sent again.
   *
   * @return whether the order has this outcome now
   */
  public boolean end(Attempt attempt, Ending ending) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              attempt
                  .slot()
                  .ifPresent(
                      slot -> freeSlot(slot, attempt.order().carrier(), ending.reachedCarrier()));
              endAttempt(attempt, ending);
              return endOrder(attempt, ending);
            }));
  }

  private void freeSlot(Attempt.Slot slot, String carrier, boolean reachedCarrier) {
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

  private void endAttempt(Attempt attempt, Ending ending) {
    String word =
        ending.status() != OrderStatus.HELD
            ? ending.status().name()
            : ending.reachedCarrier() ? "TRY_AGAIN" : "NOT_SENT";
    jdbc.sql(
            "update attempt set ended_at = clock_timestamp(), outcome = ?, detail = ?,"
                + " response_status = ? where order_id = ? and number = ?")
        .param(word)
        .param(ending.detail())
        .param(ending.responseStatus())
        .param(attempt.order().id())
        .param(attempt.number())
        .update();
  }

  private boolean endOrder(Attempt attempt, Ending ending) {
    jdbc.sql(
            "update orders set status = ?, carrier_order_id = ?, link = ?,"
                + " response_status = ?, response_body = ?"
                + " where id = ? and attempts = ? and status = any(?)")
        .param(ending.status().name())
        .param(ending.carrierOrderId())
        .param(ending.link())
        .param(ending.responseStatus())
        .param(ending.responseBody())
        .param(attempt.order().id())
        .param(attempt.number())
        .param(openFor(ending.status()))
        .update();
    return jdbc.sql("select 1 from orders where id = ? and attempts = ? and status = ?")
        .params(attempt.order().id(), attempt.number(), ending.status().name())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  private static String[] openFor(OrderStatus outcome) {
    return switch (outcome) {
      case ACCEPTED -> new String[] {"SENDING", "IN_DOUBT", "HELD"};
      case REJECTED -> new String[] {"SENDING", "IN_DOUBT"};
      default -> new String[] {"SENDING"};
    };
  }

  /**
   * Says of the orders that a dead process was sending that nobody knows what became of them.
   *
   * @param lease on the import, which proves that the process is dead
   * @return them
   */
  public List<Order> doubtUnfinished(Lease lease) {
    return jdbc.sql(
            "update orders set status = 'IN_DOUBT' where import_id = ? and status = 'SENDING'"
                + " and exists (select 1 from import where id = ? and fence = ?) returning *")
        .params(lease.importId(), lease.importId(), lease.fence())
        .query(Orders::read)
        .list();
  }

  /**
   * A person says that the carrier has an order that was in doubt.
   *
   * @return whether it was in doubt
   */
  public boolean resolveAccepted(Order order, String carrierOrderId, String who) {
    return jdbc.sql(
                "update orders set status = 'ACCEPTED', carrier_order_id = ?, resolved_by = ?,"
                    + " resolved_at = clock_timestamp() where id = ? and status = 'IN_DOUBT'")
            .params(carrierOrderId, who, order.id())
            .update()
        == 1;
  }

  /**
   * A person says that the carrier has never received an order that was in doubt: it is HELD again.
   *
   * @return whether it was in doubt
   */
  public boolean resolveNotReceived(Order order, String who) {
    return jdbc.sql(
                "update orders set status = 'HELD', resolved_by = ?,"
                    + " resolved_at = clock_timestamp() where id = ? and status = 'IN_DOUBT'")
            .params(who, order.id())
            .update()
        == 1;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
