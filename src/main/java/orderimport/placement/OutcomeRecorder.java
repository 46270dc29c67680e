package orderimport.placement;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import orderimport.imports.Lease;
import orderimport.imports.Problems;
import orderimport.order.Attempt;
import orderimport.order.AttemptResult;
import orderimport.order.IntentResult;
import orderimport.order.Ledger;
import orderimport.order.Ledger.Effect;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.RateLimitWindow;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down what became of an import's orders: in the ledger, and as problems on their cells, in
 * one transaction.
 */
final class OutcomeRecorder {
  private final Ledger ledger;
  private final Problems problems;
  private final OutcomeProblems meaning;
  private final TransactionTemplate transaction;

  OutcomeRecorder(
      Ledger ledger, Problems problems, OutcomeProblems meaning, TransactionTemplate transaction) {
    this.ledger = ledger;
    this.problems = problems;
    this.meaning = meaning;
    this.transaction = transaction;
  }

  /**
   * What an attempt came to.
   *
   * @param status the order's state after it
   * @param next the next order's attempt, if it was begun with it
   */
  record RecordedOutcome(OrderStatus status, Optional<Attempt> next) {}

  /**
   * Ends an attempt. An id that the carrier gave to another order before leaves the order in doubt:
   * the carrier, or something on the way, may have taken the two for one.
   */
  RecordedOutcome outcome(Attempt attempt, Outcome outcome) {
    return new RecordedOutcome(alone(attempt, outcome, () -> {}).status(), Optional.empty());
  }

  /**
   * Ends an attempt, and records the intent to send another order in the same commit, as each
   * commit is a wait for the disk.
   *
   * @return empty if the intent cannot be recorded; then nothing is
   */
  Optional<RecordedOutcome> outcomeAndIntent(
      Attempt attempt,
      Outcome outcome,
      Order next,
      Lease lease,
      String host,
      Optional<RateLimitWindow> pace) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              OrderStatus ended = recordResult(attempt, outcome).status();
              return attemptOf(ledger.recordIntentInTransaction(next, lease, host, pace), status)
                  .map(begun -> new RecordedOutcome(ended, begun));
            }));
  }

  /** The attempt, if there is one or has to be waited for one; else nothing stays on record. */
  private static Optional<Optional<Attempt>> attemptOf(
      IntentResult intentResult, TransactionStatus transaction) {
    if (intentResult instanceof IntentResult.Recorded recorded) {
      return Optional.of(Optional.of(recorded.attempt()));
    } else if (intentResult instanceof IntentResult.Wait) {
      return Optional.of(Optional.empty());
    }
    transaction.setRollbackOnly();
    return Optional.empty();
  }

  /**
   * Ends an attempt as {@link #outcome} does, and calls off an intent of which nobody knows whether
   * it is on record; it was not acted upon.
   */
  RecordedOutcome outcomeWithoutIntent(Attempt attempt, Outcome outcome, Order next, Lease lease) {
    return new RecordedOutcome(
        alone(attempt, outcome, () -> ledger.callOff(next, lease)).status(), Optional.empty());
  }

  /**
   * What an order came to.
   *
   * @param status as far as is known to this process
   */
  private record Ended(Effect effect, OrderStatus status) {}

  private Ended alone(Attempt attempt, Outcome outcome, Runnable before) {
    try {
      return inTransaction(
          () -> {
            before.run();
            return lockedAndEnded(attempt, outcome);
          });
    } catch (DuplicateKeyException e) {
      if (!(outcome instanceof Outcome.Accepted accepted) || !Ledger.isCarrierIdTaken(e)) {
        throw e;
      }
      Order other =
          ledger
              .withCarrierId(attempt.order(), String.valueOf(accepted.carrierOrderId()))
              .orElseThrow(() -> e);
      return inTransaction(
          () -> {
            before.run();
            return contested(attempt, accepted, other);
          });
    }
  }

  private Ended contested(Attempt attempt, Outcome.Accepted accepted, Order other) {
    Ended ended =
        lockedAndEnded(
            attempt,
            new Outcome.InDoubt(
                "it answered with the id %s, which %s of import %d already has"
                    .formatted(accepted.carrierOrderId(), other.orderRef(), other.importId()),
                accepted.status(),
                accepted.body()));
    if (ended.effect() == Effect.CHANGED) {
      problems.add(
          other.importId(), other.id(), List.of(meaning.idUsedTwice(other, attempt.order())));
    }
    return ended;
  }

  /** Nobody else records the same outcome at the same time, so its problems are added once. */
  private Ended lockedAndEnded(Attempt attempt, Outcome outcome) {
    ledger.lock(attempt.order().id());
    return recordResult(attempt, outcome);
  }

  private Ended recordResult(Attempt attempt, Outcome outcome) {
    AttemptResult attemptResult = ending(outcome);
    Effect effect = ledger.recordResult(attempt, attemptResult);
    if (effect == Effect.CHANGED) {
      problems.add(
          attempt.order().importId(), attempt.order().id(), meaning.of(attempt.order(), outcome));
    }
    return new Ended(
        effect, effect == Effect.SUPERSEDED ? OrderStatus.IN_DOUBT : attemptResult.status());
  }

  private static AttemptResult ending(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      return new AttemptResult(
          OrderStatus.ACCEPTED,
          true,
          false,
          null,
          accepted.carrierOrderId(),
          accepted.link(),
          accepted.status(),
          accepted.body());
    } else if (outcome instanceof Outcome.Rejected rejected) {
      return new AttemptResult(
          OrderStatus.REJECTED, true, false, null, null, null, rejected.status(), rejected.body());
    } else if (outcome instanceof Outcome.Unexplained unexplained) {
      Outcome.Rejected rejection = unexplained.rejection();
      return new AttemptResult(
          OrderStatus.HELD, true, false, null, null, null, rejection.status(), rejection.body());
    } else if (outcome instanceof Outcome.InDoubt inDoubt) {
      return new AttemptResult(
          OrderStatus.IN_DOUBT,
          true,
          false,
          inDoubt.why(),
          null,
          null,
          inDoubt.status(),
          inDoubt.body());
    } else if (outcome instanceof Outcome.Retryable later) {
      return held(later.sentToCarrier(), later.why());
    } else if (outcome instanceof Outcome.NotSent notSent) {
      return held(false, notSent.why());
    } else if (outcome instanceof Outcome.CarrierBlocked stopped) {
      return new AttemptResult(
          OrderStatus.HELD, true, true, stopped.message(), null, null, null, null);
    }
    return held(false, null);
  }

  private static AttemptResult held(boolean reachedCarrier, @Nullable String why) {
    return new AttemptResult(OrderStatus.HELD, reachedCarrier, false, why, null, null, null, null);
  }

  /**
   * Records a response that an earlier process knew.
   *
   * @return empty if the database knows no such attempt
   */
  Optional<Effect> replay(SpooledResponse response) {
    return ledger
        .find(response.orderId())
        .flatMap(response::attemptOf)
        .map(attempt -> alone(attempt, response.outcome(), () -> {}).effect());
  }

  /** Says of the orders that a dead process was sending that they are in doubt. */
  void markUnfinishedInDoubt(Lease lease) {
    transaction.executeWithoutResult(
        status -> {
          for (Order order : ledger.markUnfinishedInDoubt(lease)) {
            problems.add(order.importId(), order.id(), meaning.cutShort(order));
          }
        });
  }

  /** Says of an order that another import placed it meanwhile. */
  void placedBefore(Order order, Order earlier) {
    problems.add(order.importId(), order.id(), meaning.placedBefore(order, earlier));
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(status -> work.get()));
  }
}
