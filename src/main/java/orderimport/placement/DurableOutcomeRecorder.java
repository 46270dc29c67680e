package orderimport.placement;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import orderimport.imports.Lease;
import orderimport.order.Attempt;
import orderimport.order.IntentResult;
import orderimport.order.Ledger;
import orderimport.order.Order;
import orderimport.order.RateLimitWindow;
import orderimport.placement.OutcomeRecorder.RecordedOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Records intents and outcomes, however long the database is away. Thread-safe. */
final class DurableOutcomeRecorder {
  private static final Logger log = LoggerFactory.getLogger(DurableOutcomeRecorder.class);

  private final Lease lease;
  private final Ledger ledger;
  private final OutcomeRecorder outcomeRecorder;
  private final DatabaseRetry database;

  DurableOutcomeRecorder(
      Lease lease, Ledger ledger, OutcomeRecorder outcomeRecorder, DatabaseRetry database) {
    this.lease = lease;
    this.ledger = ledger;
    this.outcomeRecorder = outcomeRecorder;
    this.database = database;
  }

  /** As {@link Ledger#recordIntent}. */
  IntentResult recordIntent(
      Order order, String host, Optional<RateLimitWindow> pace, Duration longestSending) {
    AtomicBoolean unsure = new AtomicBoolean();
    return database.untilDone(
        () -> {
          if (unsure.getAndSet(true)) {
            ledger.callOff(order, lease);
          }
          return ledger.recordIntent(order, lease, host, pace, longestSending);
        });
  }

  /** Ends an attempt. */
  RecordedOutcome outcome(Attempt attempt, Outcome outcome) {
    return database.record(
        response(attempt, outcome), () -> outcomeRecorder.outcome(attempt, outcome));
  }

  /**
   * Ends an attempt, and records the intent to send another order in the same commit. If that
   * cannot be, only the attempt is ended.
   */
  RecordedOutcome outcomeAndIntent(
      Attempt attempt, Outcome outcome, Order next, String host, Optional<RateLimitWindow> pace) {
    AtomicBoolean alone = new AtomicBoolean();
    return database.record(
        response(attempt, outcome),
        () -> {
          if (!alone.getAndSet(true)) {
            try {
              return outcomeRecorder
                  .outcomeAndIntent(attempt, outcome, next, lease, host, pace)
                  .orElseGet(() -> outcomeRecorder.outcome(attempt, outcome));
            } catch (DataAccessException | TransactionException e) {
              log.debug("The intent may be on record; it is not acted upon", e);
            }
          }
          return outcomeRecorder.outcomeWithoutIntent(attempt, outcome, next, lease);
        });
  }

  private SpooledResponse response(Attempt attempt, Outcome outcome) {
    return SpooledResponse.of(database.spool().installation(), attempt, outcome);
  }

  /** Says of an order that another import placed it meanwhile. */
  void placedBefore(Order order, Order earlier) {
    database.untilDone(
        () -> {
          outcomeRecorder.placedBefore(order, earlier);
          return order;
        });
  }
}
