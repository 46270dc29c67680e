package orderimport.placement;

import java.time.Duration;
import java.util.List;
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

/** Records intents and outcomes and retries while the database is unavailable. Thread-safe. */
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

  /** Retries {@link Ledger#recordIntent}. */
  IntentResult recordIntent(
      Order order, String host, List<RateLimitWindow> rateLimits, Duration longestSending) {
    AtomicBoolean retried = new AtomicBoolean();
    return database.untilDone(
        () -> {
          if (retried.getAndSet(true)) {
            ledger.withdrawIntent(order, lease);
          }
          return ledger.recordIntent(order, lease, host, rateLimits, longestSending);
        });
  }

  /** Records the outcome of an attempt. */
  RecordedOutcome outcome(Attempt attempt, Outcome outcome) {
    return database.record(
        response(attempt, outcome), () -> outcomeRecorder.outcome(attempt, outcome));
  }

  /**
   * Records the outcome of an attempt, and the intent to send another order in the same commit. If
   * that is not possible, only the outcome is recorded.
   */
  RecordedOutcome outcomeAndIntent(
      Attempt attempt, Outcome outcome, Order next, String host, List<RateLimitWindow> rateLimits) {
    AtomicBoolean triedWithIntent = new AtomicBoolean();
    return database.record(
        response(attempt, outcome),
        () -> {
          if (!triedWithIntent.getAndSet(true)) {
            try {
              return outcomeRecorder
                  .outcomeAndIntent(attempt, outcome, next, lease, host, rateLimits)
                  .orElseGet(() -> outcomeRecorder.outcome(attempt, outcome));
            } catch (DataAccessException | TransactionException e) {
              log.debug("The intent may be recorded; the order is not sent", e);
            }
          }
          return outcomeRecorder.outcomeWithoutIntent(attempt, outcome, next, lease);
        });
  }

  private SpooledResponse response(Attempt attempt, Outcome outcome) {
    return SpooledResponse.of(database.spool().installation(), attempt, outcome);
  }

  /** Records that an order is invalid, as its offer has ended. */
  void offerEnded(Order order) {
    database.untilDone(
        () -> {
          outcomeRecorder.offerEnded(order, lease);
          return order;
        });
  }

  /** Records that an order is invalid, as another offer for the same request was ordered. */
  void otherOfferOrdered(Order order, Order earlier) {
    database.untilDone(
        () -> {
          outcomeRecorder.otherOfferOrdered(order, earlier, lease);
          return order;
        });
  }

  /** Records that another import has placed the order meanwhile. */
  void placedBefore(Order order, Order earlier) {
    database.untilDone(
        () -> {
          outcomeRecorder.placedBefore(order, earlier);
          return order;
        });
  }
}
