package orderimport.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import orderimport.imports.Lease;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger of orders: an order's states and the transitions between them. The intent to send is
 * committed before the first byte is sent, the outcome afterwards. A database constraint prevents
 * an order from being placed twice, across all imports and processes.
 */
@Repository
public class Ledger {
  /** The stored outcome of an attempt with {@link AttemptResult#isUnexplained}. */
  private static final String UNEXPLAINED = "UNEXPLAINED";

  /** The longest id of a carrier that is stored, in characters. */
  public static final int LONGEST_CARRIER_ID = 400;

  private static final String OWN_CARRIER_ID = "order_has_its_own_carrier_id";

  private final JdbcClient jdbc;
  private final RateLimitSlots slots;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /** Null if this machine alone uses the database. */
  private @Nullable SendingLimit sendingLimit;

  @Autowired
  public Ledger(
      DataSource dataSource,
      TransactionTemplate transaction,
      Clock clock,
      RateLimitGroups rateLimitGroups) {
    this(dataSource, transaction, clock, rateLimitGroups, System::nanoTime);
  }

  /**
   * @param nanos a monotonic clock such as {@link System#nanoTime}
   */
  Ledger(
      DataSource dataSource,
      TransactionTemplate transaction,
      Clock clock,
      RateLimitGroups rateLimitGroups,
      LongSupplier nanos) {
    this.jdbc = JdbcClient.create(dataSource);
    this.slots = new RateLimitSlots(jdbc, rateLimitGroups, nanos);
    this.transaction = transaction;
    this.clock = clock;
  }

  @Autowired(required = false)
  void share(SendingLimit limit) {
    this.sendingLimit = limit;
  }

  /** The effect of recording an outcome. */
  public enum Effect {
    /** The order has changed to this outcome. */
    CHANGED,
    /** The order had this outcome already. */
    UNCHANGED,
    /** The order has another outcome or a later attempt. */
    SUPERSEDED
  }

  /** The unique id of this database. */
  public UUID installation() {
    return jdbc.sql("select id from installation").query(UUID.class).single();
  }

  /** Creates the slots of a carrier's rate limits; existing slots are unchanged. */
  public void prepare(String carrier, List<RateLimitWindow> rateLimits) {
    rateLimits.forEach(limit -> slots.prepare(carrier, limit));
  }

  /**
   * Limits the orders that all machines send to a carrier at the same time, if there are others.
   */
  public void limitSending(String carrier, int requests) {
    if (sendingLimit != null) {
      sendingLimit.set(carrier, requests);
    }
  }

  /**
   * Acquires a slot of each of a carrier's rate limits for a request that places nothing. The
   * caller releases them by {@link #freeSlots}.
   *
   * @param rateLimits in the same order in all processes
   * @return empty if a limit is used up for now
   */
  public Optional<List<Attempt.Slot>> acquireSlots(
      String carrier, List<RateLimitWindow> rateLimits) {
    return transaction.execute(status -> slots.tryAcquire(carrier, rateLimits));
  }

  /** How long to wait before the next {@link #acquireSlots}; at least one millisecond. */
  public Duration untilNextSlots(String carrier, List<RateLimitWindow> rateLimits) {
    return slots.untilNext(carrier, rateLimits);
  }

  /** Releases the slots of {@link #acquireSlots}. */
  public void freeSlots(List<Attempt.Slot> acquired, String carrier, boolean reachedCarrier) {
    acquired.forEach(slot -> slots.free(slot, carrier, reachedCarrier));
  }

  /**
   * Records the intent to send a HELD order: it becomes SENDING and acquires a slot of each rate
   * limit.
   *
   * @param host the host to which the order is sent
   * @param rateLimits in the same order in all processes; empty without a limit
   * @param longestSending how long an order can be SENDING while its process lives; an order that
   *     another import is sending is waited for up to this time
   */
  public IntentResult recordIntent(
      Order order,
      Lease lease,
      String host,
      List<RateLimitWindow> rateLimits,
      Duration longestSending) {
    try {
      return transaction.execute(
          status -> {
            IntentResult intentResult = recordIntentInTransaction(order, lease, host, rateLimits);
            if (!(intentResult instanceof IntentResult.Recorded
                || intentResult instanceof IntentResult.Wait)) {
              status.setRollbackOnly();
            }
            return intentResult;
          });
    } catch (DuplicateKeyException placedBefore) {
      return duplicate(order, longestSending);
    }
  }

  /**
   * As {@link #recordIntent}, within the transaction of the caller, who must roll it back unless
   * the result is {@link IntentResult.Recorded} or {@link IntentResult.Wait}.
   *
   * @throws DuplicateKeyException if the order, or one on another offer for the same request, is
   *     SENDING, ACCEPTED or IN_DOUBT in another import
   */
  public IntentResult recordIntentInTransaction(
      Order order, Lease lease, String host, List<RateLimitWindow> rateLimits) {
    if (order.offer() != null && order.offer().hasEnded(clock.instant())) {
      return new IntentResult.OfferEnded();
    }
    if (sendingLimit != null && !sendingLimit.permits(order)) {
      return new IntentResult.Wait(SendingLimit.WAIT, Optional.empty());
    }
    List<Attempt.Slot> acquired = slots.tryAcquire(order.carrier(), rateLimits).orElse(null);
    if (acquired == null) {
      return new IntentResult.Wait(
          slots.untilNext(order.carrier(), rateLimits),
          slots.whyWaiting(order.carrier(), rateLimits));
    }
    boolean recorded = false;
    try {
      IntentResult intentResult = recordIntentWithSlots(acquired, order, lease, host);
      recorded = intentResult instanceof IntentResult.Recorded;
      return intentResult;
    } finally {
      if (!recorded) {
        acquired.forEach(slot -> slot.local().free(false));
      }
    }
  }

  private IntentResult recordIntentWithSlots(
      List<Attempt.Slot> acquired, Order order, Lease lease, String host) {
    return jdbc.sql(
            """
            with ours as (
              select pg_advisory_xact_lock_shared(?) from import_result
              where id = ? and fencing_token = ? for share),
            sending as (
              update orders set status = 'SENDING', attempts = attempts + 1, host = ?
              where id = ? and status = 'HELD' and exists (select 1 from ours)
              returning id, attempts),
            noted as (
              insert into attempt (order_id, number, worker, fencing_token)
              select id, attempts, ?, ? from sending)
            select exists (select 1 from ours) as ours,
              (select attempts from sending) as number\
            """)
        .params(
            Lease.changesKey(lease.importId()),
            lease.importId(),
            lease.fencingToken(),
            host,
            order.id(),
            lease.worker(),
            lease.fencingToken())
        .query(
            (row, n) -> {
              int number = row.getInt("number");
              if (number > 0) {
                return new IntentResult.Recorded(
                    new Attempt(order, number, acquired, Instant.now(clock), System.nanoTime()));
              }
              return row.getBoolean("ours")
                  ? new IntentResult.NotHeld()
                  : new IntentResult.LeaseLost();
            })
        .single();
  }

  /**
   * Whether an intent is still current. To be checked immediately before the first byte is sent,
   * since the process may have been suspended meanwhile.
   */
  public boolean isStillCurrent(Attempt attempt, Lease lease) {
    return jdbc.sql(
            "select 1 from orders o join import_result i on i.id = o.import_id where o.id = ? and"
                + " o.status = 'SENDING' and o.attempts = ? and i.fencing_token = ?")
        .params(attempt.order().id(), attempt.number(), lease.fencingToken())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  private IntentResult duplicate(Order order, Duration longestSending) {
    Optional<Order> earlier = placedInsteadOf(order);
    if (earlier.isEmpty() || isBeingSent(earlier.get(), longestSending)) {
      return new IntentResult.Wait(Duration.ofMillis(200), Optional.empty());
    }
    if (Order.isOtherOffer(order.offer(), earlier.get())) {
      return new IntentResult.OtherOfferOrdered(earlier.get());
    }
    // The carrier knows the first spelling.
    int changed =
        jdbc.sql(
                "update orders o set status = 'DUPLICATE', duplicate_of = earlier.id, order_ref ="
                    + " case when earlier.order_key = o.order_key then earlier.order_ref"
                    + " else o.order_ref end from orders earlier"
                    + " where earlier.id = ? and o.id = ? and o.status = 'HELD'")
            .params(earlier.get().id(), order.id())
            .update();
    return changed == 1 ? new IntentResult.PlacedBefore(earlier.get()) : new IntentResult.NotHeld();
  }

  /** The order of the same name, or else the one on an offer for the same request. */
  private Optional<Order> placedInsteadOf(Order order) {
    return jdbc.sql(
            "select * from orders where environment = ? and carrier = ?"
                + " and (order_key = ? or offer_request = ?)"
                + " and status in ('SENDING', 'ACCEPTED', 'IN_DOUBT')"
                + " order by order_key = ? desc limit 1")
        .param(order.environment())
        .param(order.carrier())
        .param(order.orderKey())
        .param(order.offer() == null ? null : order.offer().request())
        .param(order.orderKey())
        .query(Orders::read)
        .optional();
  }

  /**
   * Marks a HELD order as INVALID, in the transaction of the caller.
   *
   * @return whether it was HELD and the lease is current
   */
  public boolean invalidate(Order order, Lease lease) {
    return jdbc.sql(
                "update orders set status = 'INVALID' where id = ? and status = 'HELD' and exists"
                    + " (select 1 from import_result where id = ? and fencing_token = ?)")
            .params(order.id(), lease.importId(), lease.fencingToken())
            .update()
        == 1;
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

  /** Finds an order by id. */
  public Optional<Order> find(long orderId) {
    return jdbc.sql("select * from orders where id = ?")
        .param(orderId)
        .query(Orders::read)
        .optional();
  }

  /** Locks an order until the caller's transaction ends. */
  public void lock(long orderId) {
    jdbc.sql("select 1 from orders where id = ? for update")
        .param(orderId)
        .query(Integer.class)
        .optional();
  }

  /**
   * Withdraws an intent that may have been recorded but was not acted upon: the order is HELD
   * again.
   */
  public void withdrawIntent(Order order, Lease lease) {
    jdbc.sql(
            """
            with held as (
              update orders o set status = 'HELD'
              where id = ? and status = 'SENDING' and exists (
                select 1 from attempt a
                where a.order_id = o.id and a.number = o.attempts and a.fencing_token = ? and a.worker = ?)
              returning id, attempts)
            update attempt a set ended_at = clock_timestamp(), outcome = 'NOT_SENT'
            from held where a.order_id = held.id and a.number = held.attempts\
            """)
        .params(order.id(), lease.fencingToken(), lease.worker())
        .update();
  }

  /**
   * Records the result of an attempt; idempotent. If another process has taken over the import
   * meanwhile, a carrier's acceptance or rejection still applies: it resolves the doubt, and
   * prevents an order that is HELD again from being sent again. The same applies to a response that
   * was unexplained at first. If the order changes, the problems of earlier attempts are deleted.
   */
  public Effect recordResult(Attempt attempt, AttemptResult attemptResult) {
    return transaction.execute(
        status -> {
          attempt
              .slots()
              .forEach(
                  slot ->
                      slots.free(slot, attempt.order().carrier(), attemptResult.reachedCarrier()));
          return write(attempt, attemptResult);
        });
  }

  private Effect write(Attempt attempt, AttemptResult attemptResult) {
    String effect =
        jdbc.sql(
                """
                with ended as (
                  update attempt set ended_at = coalesce(ended_at, clock_timestamp()), outcome = ?,
                    detail = ?::jsonb, response_status = ?
                  where order_id = ? and number = ?),
                changed as (
                  update orders set status = ?, carrier_order_id = ?, link = ?, tracking_path = ?,
                    response_status = ?, response_body = ?
                  where id = ? and attempts = ? and status = any(?)
                    and (status <> ? or response_status is distinct from ?::integer
                      or response_body is distinct from ?::text)
                  returning 1),
                outdated as (
                  delete from order_problem where order_id = ? and exists (select 1 from changed))
                select case
                    when exists (select 1 from changed) then 'CHANGED'
                    when exists (
                      select 1 from orders where id = ? and attempts = ? and status = ?)
                    then 'UNCHANGED'
                    else 'SUPERSEDED'
                  end\
                """)
            .param(outcomeName(attemptResult))
            .param(Text.jsonOrNull(attemptResult.detail()))
            .param(attemptResult.responseStatus())
            .param(attempt.order().id())
            .param(attempt.number())
            .param(attemptResult.status().name())
            .param(attemptResult.carrierOrderId())
            .param(attemptResult.link())
            .param(attemptResult.trackingPath())
            .param(attemptResult.responseStatus())
            .param(attemptResult.responseBody())
            .param(attempt.order().id())
            .param(attempt.number())
            .param(changeableStatuses(attemptResult))
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

  private static String outcomeName(AttemptResult attemptResult) {
    if (attemptResult.status() != OrderStatus.HELD) {
      return attemptResult.status().name();
    }
    if (attemptResult.isUnexplained()) {
      return UNEXPLAINED;
    }
    return attemptResult.carrierBlocked()
        ? "CARRIER_BLOCKED"
        : attemptResult.reachedCarrier() ? "RETRYABLE" : "NOT_SENT";
  }

  private static String[] changeableStatuses(AttemptResult attemptResult) {
    return switch (attemptResult.status()) {
      // INVALID: an order whose offer ended after it was resolved as not received.
      case ACCEPTED, REJECTED -> new String[] {"SENDING", "IN_DOUBT", "HELD", "INVALID"};
      case IN_DOUBT -> new String[] {"SENDING", "IN_DOUBT"};
      default ->
          attemptResult.isUnexplained()
              ? new String[] {"SENDING", "IN_DOUBT"}
              : new String[] {"SENDING"};
    };
  }

  /** Counts the orders of an import that have had an unexplained response from a carrier. */
  public int countUnexplained(long importId, String carrier) {
    return jdbc.sql(
            "select count(*) from orders o where import_id = ? and carrier = ? and attempts > 0"
                + " and exists (select 1 from attempt a where a.order_id = o.id and a.outcome = ?)")
        .params(importId, carrier, UNEXPLAINED)
        .query(Integer.class)
        .single();
  }

  /**
   * Marks the orders that a dead process was sending as IN_DOUBT.
   *
   * @param lease the lease on the import, which proves that the process is dead
   * @return these orders
   */
  public List<Order> markUnfinishedInDoubt(Lease lease) {
    return jdbc.sql(
            "update orders set status = 'IN_DOUBT' where import_id = ? and status = 'SENDING' and"
                + " exists (select 1 from import_result where id = ? and fencing_token = ?)"
                + " returning *")
        .params(lease.importId(), lease.importId(), lease.fencingToken())
        .query(Orders::read)
        .list();
  }

  /**
   * Finds the other order of the same environment and carrier that has a carrier's id.
   *
   * @param failure of storing the id for an order; empty is returned if it has another cause
   */
  public Optional<Order> findWithCarrierId(
      Order order, String carrierOrderId, DuplicateKeyException failure) {
    boolean isTaken =
        failure.getMostSpecificCause() instanceof PSQLException cause
            && cause.getServerErrorMessage() != null
            && OWN_CARRIER_ID.equals(cause.getServerErrorMessage().getConstraint());
    return isTaken
        ? jdbc.sql(
                "select * from orders where environment = ? and carrier = ?"
                    + " and carrier_order_id = ? and id <> ?")
            .params(order.environment(), order.carrier(), carrierOrderId, order.id())
            .query(Orders::read)
            .optional()
        : Optional.empty();
  }
}
