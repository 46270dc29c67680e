package orderimport.submission;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import orderimport.imports.Lease;
import orderimport.order.Attempt;
import orderimport.order.Intent;
import orderimport.order.Ledger;
import orderimport.order.Order;
import orderimport.order.Pace;
import orderimport.submission.Recording.Recorded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Records intents and outcomes, however long the database is away. Thread-safe. */
final class DurableRecording {
  private static final Logger log = LoggerFactory.getLogger(DurableRecording.class);

  private final Lease lease;
  private final Ledger ledger;
  private final Recording recording;
  private final DatabaseRetry database;

  DurableRecording(Lease lease, Ledger ledger, Recording recording, DatabaseRetry database) {
    this.lease = lease;
    this.ledger = ledger;
    this.recording = recording;
    this.database = database;
  }

  /** As {@link Ledger#intend}. */
  Intent intend(Order order, String host, Optional<Pace> pace, Duration longestSending) {
    AtomicBoolean unsure = new AtomicBoolean();
    return database.untilDone(
        () -> {
          if (unsure.getAndSet(true)) {
            ledger.callOff(order, lease);
          }
          return ledger.intend(order, lease, host, pace, longestSending);
        });
  }

  /** Ends an attempt. */
  Recorded outcome(Attempt attempt, Outcome outcome) {
    return database.record(response(attempt, outcome), () -> recording.outcome(attempt, outcome));
  }

  /**
   * Ends an attempt, and records the intent to send another order in the same commit. If that
   * cannot be, only the attempt is ended.
   */
  Recorded outcomeAndIntent(
      Attempt attempt, Outcome outcome, Order next, String host, Optional<Pace> pace) {
    AtomicBoolean alone = new AtomicBoolean();
    return database.record(
        response(attempt, outcome),
        () -> {
          if (!alone.getAndSet(true)) {
            try {
              return recording
                  .outcomeAndIntent(attempt, outcome, next, lease, host, pace)
                  .orElseGet(() -> recording.outcome(attempt, outcome));
            } catch (DataAccessException | TransactionException e) {
              log.debug("The intent may be on record; it is not acted upon", e);
            }
          }
          return recording.outcomeWithoutIntent(attempt, outcome, next, lease);
        });
  }

  private SpooledResponse response(Attempt attempt, Outcome outcome) {
    return SpooledResponse.of(database.spool().installation(), attempt, outcome);
  }

  /** Says of an order that another import placed it meanwhile. */
  void placedBefore(Order order, Order earlier) {
    database.untilDone(
        () -> {
          recording.placedBefore(order, earlier);
          return order;
        });
  }
}
