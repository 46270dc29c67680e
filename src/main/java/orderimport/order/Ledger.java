package orderimport.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import orderimport.imports.Lease;
import org.postgresql.util.PSQLException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger of orders: the states of an order and the ways between them. The intent to send is
 * committed before the first byte leaves, the outcome after; the database's own constraint keeps an
 * order from being with a carrier twice, over all imports and processes.
 */
@Repository
public class Ledger {
  /** The word for an attempt with {@link AttemptResult#isUnexplained}. */
  private static final String UNEXPLAINED = "UNEXPLAINED";

  /** The longest id of a carrier that is kept, in characters. */
  public static final int LONGEST_CARRIER_ID = 400;

  private static final String OWN_CARRIER_ID = "order_has_its_own_carrier_id";

  private final JdbcClient jdbc;
  private final RateLimitSlots slots;
  private final TransactionTemplate transaction;
  private final TransactionTemplate withinAnother;
  private final Clock clock;

  @Autowired
  public Ledger(DataSource dataSource, TransactionTemplate transaction, Clock clock) {
    this(dataSource, transaction, clock, System::nanoTime);
  }

  /**
   * @param nanos as {@link System#nanoTime}
   */
  Ledger(DataSource dataSource, TransactionTemplate transaction, Clock clock, LongSupplier nanos) {
    this.jdbc = JdbcClient.create(dataSource);
    this.slots = new RateLimitSlots(jdbc, nanos);
    this.transaction = transaction;
    this.withinAnother =
        new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
    this.withinAnother.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.clock = clock;
  }

  /** What recording an outcome has changed. */
  public enum Effect {
    /** The order has this outcome from now on. */
    CHANGED,
    /** It had it already. */
    UNCHANGED,
    /** The order has moved on: another outcome, or a later attempt. */
    SUPERSEDED
  }

  /** The database's own id, which no other has. */
  public UUID installation() {
    return jdbc.sql("select id from installation").query(UUID.class).single();
  }

  /** Makes a carrier's slots; those that are there stay as they are. */
  public void prepare(String carrier, RateLimitWindow rateLimitWindow) {
    slots.prepare(carrier, rateLimitWindow);
  }

  /**
   * Records the intent to send a HELD order: it is SENDING, and takes a slot of the carrier's pace.
   *
   * @param host that it is about to be sent to
   * @param pace empty without a limit
   * @param longestSending how long an order can be SENDING while its process lives; so long another
   *     import's sending of the same order is waited for
   */
  public IntentResult recordIntent(
      Order order,
      Lease lease,
      String host,
      Optional<RateLimitWindow> pace,
      Duration longestSending) {
    try {
      return Objects.requireNonNull(
          transaction.execute(
              status -> {
                IntentResult intentResult = recordIntentInTransaction(order, lease, host, pace);
                if (!(intentResult instanceof IntentResult.Recorded
                    || intentResult instanceof IntentResult.Wait)) {
                  status.setRollbackOnly();
                }
                return intentResult;
              }));
    } catch (DuplicateKeyException placedBefore) {
      return duplicate(order, longestSending);
    }
  }

  /**
   * As {@link #recordIntent}, within the transaction of the caller, who rolls it back unless the
   * intent is on record or has to wait.
   *
   * @throws DuplicateKeyException if the order is with the carrier already, or may be
   */
  public IntentResult recordIntentInTransaction(
      Order order, Lease lease, String host, Optional<RateLimitWindow> pace) {
    Optional<Attempt.Slot> slot = pace.flatMap(limit -> slots.tryAcquire(order.carrier(), limit));
    if (pace.isPresent() && slot.isEmpty()) {
      return new IntentResult.Wait(
          slots.untilNext(order.carrier(), pace.get()), slots.whyWaiting(order.carrier()));
    }
    boolean recorded = false;
    try {
      IntentResult intentResult = intendWith(slot, order, lease, host);
      recorded = intentResult instanceof IntentResult.Recorded;
      return intentResult;
    } finally {
      if (!recorded) {
        slot.ifPresent(taken -> taken.own().free(false));
      }
    }
  }

  private IntentResult intendWith(
      Optional<Attempt.Slot> slot, Order order, Lease lease, String host) {
    return jdbc.sql(
            """
            with ours as (
              select 1 from import where id = ? and fence = ? for share),
            sending as (
              update orders set status = 'SENDING', attempts = attempts + 1, host = ?
              where id = ? and status = 'HELD' and exists (select 1 from ours)
              returning id, attempts),
            noted as (
              insert into attempt (order_id, number, runner, fence)
              select id, attempts, ?, ? from sending)
            select exists (select 1 from ours) as ours,
              (select attempts from sending) as number\
            """)
        .params(lease.importId(), lease.fence(), host, order.id(), lease.runner(), lease.fence())
        .query(
            (row, n) -> {
              int number = row.getInt("number");
              if (number > 0) {
                return new IntentResult.Recorded(
                    new Attempt(order, number, slot, Instant.now(clock), System.nanoTime()));
              }
              return row.getBoolean("ours")
                  ? new IntentResult.NotHeld()
                  : new IntentResult.LeaseLost();
            })
        .single();
  }

  /**
   * Whether an intent still stands: to be asked right before the first byte leaves, since the
   * process may have been held up for long meanwhile.
   */
  public boolean isStillCurrent(Attempt attempt, Lease lease) {
    return jdbc.sql(
            "select 1 from orders o join import i on i.id = o.import_id"
                + " where o.id = ? and o.status = 'SENDING' and o.attempts = ? and i.fence = ?")
        .params(attempt.order().id(), attempt.number(), lease.fence())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  private IntentResult duplicate(Order order, Duration longestSending) {
    Optional<Order> earlier =
        jdbc.sql(
                "select * from orders where environment = ? and carrier = ? and order_key = ?"
                    + " and status in ('SENDING', 'ACCEPTED', 'IN_DOUBT')")
            .params(order.environment(), order.carrier(), order.orderKey())
            .query(Orders::read)
            .optional();
    if (earlier.isEmpty() || isBeingSent(earlier.get(), longestSending)) {
      return new IntentResult.Wait(Duration.ofMillis(200), Optional.empty());
    }
    int changed =
        jdbc.sql(
                "update orders set status = 'DUPLICATE', duplicate_of = ?"
                    + " where id = ? and status = 'HELD'")
            .params(earlier.get().id(), order.id())
            .update();
    return changed == 1 ? new IntentResult.PlacedBefore(earlier.get()) : new IntentResult.NotHeld();
  }

  private boolean isBeingSent(Order order, Duration longestSending) {
    return jdbc.sql(
            "select exists (select 1 from orders o join attempt a"
                + " on a.order_id = o.id and a.number = o.attempts"
                + " where o.id = ? and o.status = 'SENDING'"
                + " and a.started_at > clock_timestamp() - make_interval(secs => ?))")
        .params(order.id(), RateLimitSlots.seconds(longestSending))
        .query(Boolean.class)
        .single();
  }

  /** The order of an id; empty if there is none. */
  public Optional<Order> find(long orderId) {
    return jdbc.sql("select * from orders where id = ?")
        .param(orderId)
        .query(Orders::read)
        .optional();
  }

  /** From now on nobody else changes an order, until the caller's transaction ends. */
  public void lock(long orderId) {
    jdbc.sql("select 1 from orders where id = ? for update")
        .param(orderId)
        .query(Integer.class)
        .optional();
  }

  /**
   * Takes back an intent of which nobody knows whether it is on record, and which was not acted
   * upon: the order is HELD again.
   */
  public void callOff(Order order, Lease lease) {
    jdbc.sql(
            """
            with held as (
              update orders o set status = 'HELD'
              where id = ? and status = 'SENDING' and exists (
                select 1 from attempt a
                where a.order_id = o.id and a.number = o.attempts and a.fence = ? and a.runner = ?)
              returning id, attempts)
            update attempt a set ended_at = clock_timestamp(), outcome = 'NOT_SENT'
            from held where a.order_id = held.id and a.number = held.attempts\
            """)
        .params(order.id(), lease.fence(), lease.runner())
        .update();
  }

  /**
   * Ends an attempt with what became of it; doing so again changes nothing. If another process has
   * taken the import over meanwhile, a carrier's clear response still counts: it ends the doubt,
   * and keeps an order that was held again from being sent again; so does a response that was
   * unexplained at first. The problems from earlier attempts are deleted where the order changes.
   */
  public Effect recordResult(Attempt attempt, AttemptResult attemptResult) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              attempt
                  .slot()
                  .ifPresent(
                      slot ->
                          slots.free(
                              slot, attempt.order().carrier(), attemptResult.reachedCarrier()));
              return write(attempt, attemptResult);
            }));
  }

  private Effect write(Attempt attempt, AttemptResult attemptResult) {
    String effect =
        jdbc.sql(
                """
                with ended as (
                  update attempt set ended_at = coalesce(ended_at, clock_timestamp()), outcome = ?,
                    detail = ?, response_status = ?
                  where order_id = ? and number = ?),
                changed as (
                  update orders set status = ?, carrier_order_id = ?, link = ?, response_status = ?,
                    response_body = ?
                  where id = ? and attempts = ? and status = any(?)
                    and (status <> ? or response_status is distinct from ?::integer
                      or response_body is distinct from ?::text)
                  returning 1),
                outdated as (
                  delete from problem where order_id = ? and exists (select 1 from changed))
                select case
                    when exists (select 1 from changed) then 'CHANGED'
                    when exists (
                      select 1 from orders where id = ? and attempts = ? and status = ?)
                    then 'UNCHANGED'
                    else 'SUPERSEDED'
                  end\
                """)
            .param(word(attemptResult))
            .param(attemptResult.detail())
            .param(attemptResult.responseStatus())
            .param(attempt.order().id())
            .param(attempt.number())
            .param(attemptResult.status().name())
            .param(attemptResult.carrierOrderId())
            .param(attemptResult.link())
            .param(attemptResult.responseStatus())
            .param(attemptResult.responseBody())
            .param(attempt.order().id())
            .param(attempt.number())
            .param(openFor(attemptResult))
            .param(attemptResult.status().name())
            .param(attemptResult.responseStatus())
            .param(attemptResult.responseBody())
            .param(attempt.order().id())
            .param(attempt.order().id())
            .param(attempt.number())
            .param(attemptResult.status().name())
            .query(String.class)
            .single();
    return Effect.valueOf(effect);
  }

  private static String word(AttemptResult attemptResult) {
    if (attemptResult.status() != OrderStatus.HELD) {
      return attemptResult.status().name();
    }
    if (attemptResult.isUnexplained()) {
      return UNEXPLAINED;
    }
    return attemptResult.barred()
        ? "BARRED"
        : attemptResult.reachedCarrier() ? "TRY_AGAIN" : "NOT_SENT";
  }

  private static String[] openFor(AttemptResult attemptResult) {
    return switch (attemptResult.status()) {
      case ACCEPTED, REJECTED -> new String[] {"SENDING", "IN_DOUBT", "HELD"};
      case IN_DOUBT -> new String[] {"SENDING", "IN_DOUBT"};
      default ->
          attemptResult.isUnexplained()
              ? new String[] {"SENDING", "IN_DOUBT"}
              : new String[] {"SENDING"};
    };
  }

  /** How many orders of an import have ever had an unexplained response of a carrier. */
  public int countUnexplained(long importId, String carrier) {
    return jdbc.sql(
            "select count(*) from orders o where import_id = ? and carrier = ? and attempts > 0"
                + " and exists (select 1 from attempt a where a.order_id = o.id and a.outcome = ?)")
        .params(importId, carrier, UNEXPLAINED)
        .query(Integer.class)
        .single();
  }

  /**
   * Says of the orders that a dead process was sending that nobody knows what became of them.
   *
   * @param lease on the import, which proves that the process is dead
   * @return them
   */
  public List<Order> markUnfinishedInDoubt(Lease lease) {
    return jdbc.sql(
            "update orders set status = 'IN_DOUBT' where import_id = ? and status = 'SENDING'"
                + " and exists (select 1 from import where id = ? and fence = ?) returning *")
        .params(lease.importId(), lease.importId(), lease.fence())
        .query(Orders::read)
        .list();
  }

  /**
   * Whether a failure says that another order of the same environment and carrier has the carrier's
   * id.
   */
  public static boolean isCarrierIdTaken(DuplicateKeyException failure) {
    return failure.getMostSpecificCause() instanceof PSQLException cause
        && cause.getServerErrorMessage() != null
        && OWN_CARRIER_ID.equals(cause.getServerErrorMessage().getConstraint());
  }

  /** The other order of the same environment and carrier that has a carrier's id. */
  public Optional<Order> withCarrierId(Order than, String carrierOrderId) {
    return jdbc.sql(
            "select * from orders where environment = ? and carrier = ? and carrier_order_id = ?"
                + " and id <> ?")
        .params(than.environment(), than.carrier(), carrierOrderId, than.id())
        .query(Orders::read)
        .optional();
  }

  /**
   * An operator says that the carrier has an order that was in doubt. It may be part of the
   * caller's transaction, which stays usable whatever the answer is.
   *
   * @param carrierOrderId not blank, at most {@link #LONGEST_CARRIER_ID} characters
   */
  public Resolution resolveAccepted(Order order, String carrierOrderId, String who) {
    try {
      return Objects.requireNonNull(
          withinAnother.execute(
              status ->
                  resolved(
                          "status = 'ACCEPTED', carrier_order_id = ?",
                          carrierOrderId,
                          who,
                          order.id())
                      ? new Resolution.Resolved()
                      : new Resolution.NotInDoubt()));
    } catch (DuplicateKeyException e) {
      Optional<Order> by =
          isCarrierIdTaken(e) ? withCarrierId(order, carrierOrderId) : Optional.empty();
      return new Resolution.IdTaken(by.orElseThrow(() -> e));
    }
  }

  /**
   * An operator says that the carrier has never received an order that was in doubt: it is HELD
   * again. It may be part of the caller's transaction.
   *
   * @return whether it was in doubt
   */
  public boolean resolveNotReceived(Order order, String who) {
    return resolved("status = 'HELD'", who, order.id());
  }

  /**
   * With the doubt goes the problem that tells of it.
   *
   * @param values those of {@code set}, then who says so and the number of the order
   */
  private boolean resolved(String set, Object... values) {
    return jdbc.sql(
                """
                with resolved as (
                  update orders set %s, resolved_by = ?, resolved_at = clock_timestamp()
                  where id = ? and status = 'IN_DOUBT' returning id),
                settled as (
                  delete from problem where code = 'in_doubt'
                    and order_id in (select id from resolved))
                select count(*) from resolved"""
                    .formatted(set))
            .params(values)
            .query(Long.class)
            .single()
        == 1;
  }
}
