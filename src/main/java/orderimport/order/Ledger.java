package orderimport.order;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import orderimport.imports.Lease;
import org.jspecify.annotations.Nullable;
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

  public Ledger(DataSource dataSource, TransactionTemplate transaction) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = transaction;
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
   */
  public Intent intend(Order order, Lease lease, Optional<Pace> pace) {
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
      return duplicate(order);
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
    Integer slot = pace.isEmpty() ? null : takeSlot(order.carrier(), pace.get());
    if (pace.isPresent() && slot == null) {
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
    OptionalInt taken = slot == null ? OptionalInt.empty() : OptionalInt.of(slot);
    return new Intent.Recorded(new Attempt(order, number, taken, pace, System.nanoTime()));
  }

  private @Nullable Integer takeSlot(String carrier, Pace pace) {
    return jdbc.sql(
            """
            update pace_slot set free_at = clock_timestamp() + make_interval(secs => ?)
            where carrier = ? and slot = (
              select slot from pace_slot
              where carrier = ? and slot < ? and free_at <= clock_timestamp()
              order by free_at, slot limit 1 for update skip locked)
            returning slot""")
        .params(seconds(pace.hold()), carrier, carrier, pace.requests())
        .query(Integer.class)
        .optional()
        .orElse(null);
  }

  private Duration untilNextSlot(String carrier, Pace pace) {
    double seconds =
        jdbc.sql(
                "select extract(epoch from min(free_at) - clock_timestamp()) from pace_slot"
                    + " where carrier = ? and slot < ?")
            .params(carrier, pace.requests())
            .query(Double.class)
            .optional()
            .orElse(0.0);
    return Duration.ofMillis(Math.max(1, Math.round(Math.ceil(seconds * 1000))));
  }

  private Intent duplicate(Order order) {
    Optional<Order> earlier =
        jdbc.sql(
                "select * from orders where carrier = ? and order_ref = ?"
                    + " and status in ('SENDING', 'ACCEPTED', 'IN_DOUBT')")
            .params(order.carrier(), order.orderRef())
            .query(Orders::read)
            .optional();
    if (earlier.isEmpty()) {
      return new Intent.Wait(Duration.ofMillis(100));
    }
    int changed =
        jdbc.sql(
                "update orders set status = 'DUPLICATE', duplicate_of = ?"
                    + " where id = ? and status = 'HELD'")
            .params(earlier.get().id(), order.id())
            .update();
    return changed == 1 ? new Intent.PlacedBefore(earlier.get()) : new Intent.NotHeld();
  }

  /**
   * Ends an attempt with what became of it. An order that is no longer SENDING, since another
   * process took the import over meanwhile, stays as it is; the attempt keeps what was heard.
   *
   * @return whether the order has this outcome now
   */
  public boolean end(Attempt attempt, Ending ending) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              freeSlot(attempt, ending);
              endAttempt(attempt, ending);
              return endOrder(attempt, ending);
            }));
  }

  private void freeSlot(Attempt attempt, Ending ending) {
    if (attempt.slot().isPresent() && attempt.pace().isPresent()) {
      double pause = ending.reachedCarrier() ? seconds(attempt.pace().get().window()) : 0;
      jdbc.sql(
              "update pace_slot set free_at = clock_timestamp() + make_interval(secs => ?)"
                  + " where carrier = ? and slot = ?")
          .params(pause, attempt.order().carrier(), attempt.slot().getAsInt())
          .update();
    }
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
    return jdbc.sql(
                "update orders set status = ?, carrier_order_id = ?, link = ?,"
                    + " response_status = ?, response_body = ?"
                    + " where id = ? and attempts = ? and status = 'SENDING'")
            .param(ending.status().name())
            .param(ending.carrierOrderId())
            .param(ending.link())
            .param(ending.responseStatus())
            .param(ending.responseBody())
            .param(attempt.order().id())
            .param(attempt.number())
            .update()
        == 1;
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
