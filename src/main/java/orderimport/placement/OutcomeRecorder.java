package orderimport.placement;

import java.util.List;
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
import orderimport.problem.Problem;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records the outcomes of an import's orders in one transaction: in the ledger, and as problems at
 * their cells.
 */
final class OutcomeRecorder {
  private final Ledger ledger;
  private final Problems problems;
  private final OutcomeProblems outcomeProblems;
  private final TransactionTemplate transaction;

  OutcomeRecorder(
      Ledger ledger,
      Problems problems,
      OutcomeProblems outcomeProblems,
      TransactionTemplate transaction) {
    this.ledger = ledger;
    this.problems = problems;
    this.outcomeProblems = outcomeProblems;
    this.transaction = transaction;
  }

  /**
   * A recorded outcome.
   *
   * @param status the order's resulting status
   * @param next the attempt of the next order, if its intent was recorded in the same commit
   */
  record RecordedOutcome(OrderStatus status, Optional<Attempt> next) {}

  /**
   * Records the outcome of an attempt. If the carrier returns an id that another order already has,
   * the order is in doubt: the carrier or a proxy may have confused the two.
   */
  RecordedOutcome outcome(Attempt attempt, Outcome outcome) {
    return new RecordedOutcome(
        recordInTransaction(attempt, outcome, () -> {}).status(), Optional.empty());
  }

  /**
   * Records the outcome of an attempt, and the intent to send another order in the same commit, as
   * each commit waits for the disk.
   *
   * @return empty if the intent cannot be recorded; then the outcome is not recorded either
   */
  Optional<RecordedOutcome> outcomeAndIntent(
      Attempt attempt,
      Outcome outcome,
      Order next,
      Lease lease,
      String host,
      List<RateLimitWindow> rateLimits) {
    return transaction.execute(
        status -> {
          OrderStatus result = recordResult(attempt, outcome).status();
          return attemptOf(ledger.recordIntentInTransaction(next, lease, host, rateLimits), status)
              .map(nextAttempt -> new RecordedOutcome(result, nextAttempt));
        });
  }

  /**
   * Returns the attempt, or an inner empty value if the intent has to wait; otherwise rolls back.
   */
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
   * Records the outcome of an attempt as {@link #outcome} does, and withdraws an intent that may
   * have been recorded but was not acted upon.
   */
  RecordedOutcome outcomeWithoutIntent(Attempt attempt, Outcome outcome, Order next, Lease lease) {
    return new RecordedOutcome(
        recordInTransaction(attempt, outcome, () -> ledger.withdrawIntent(next, lease)).status(),
        Optional.empty());
  }

  /**
   * The effect of a result and the order's status.
   *
   * @param status as far as this process knows
   */
  private record Result(Effect effect, OrderStatus status) {}

  private Result recordInTransaction(Attempt attempt, Outcome outcome, Runnable before) {
    try {
      return inTransaction(
          () -> {
            before.run();
            return lockAndRecord(attempt, outcome);
          });
    } catch (DuplicateKeyException e) {
      if (!(outcome instanceof Outcome.Accepted accepted)) {
        throw e;
      }
      Order other =
          ledger
              .findWithCarrierId(attempt.order(), String.valueOf(accepted.carrierOrderId()), e)
              .orElseThrow(() -> e);
      return inTransaction(
          () -> {
            before.run();
            return recordIdTaken(attempt, accepted, other);
          });
    }
  }

  private Result recordIdTaken(Attempt attempt, Outcome.Accepted accepted, Order other) {
    Result result =
        lockAndRecord(
            attempt,
            new Outcome.InDoubt(
                Reason.ID_TAKEN.text(
                    String.valueOf(accepted.carrierOrderId()), other.orderRef(), other.importId()),
                accepted.status(),
                accepted.body()));
    if (result.effect() == Effect.CHANGED) {
      problems.add(
          other.importId(),
          other.id(),
          List.of(outcomeProblems.idUsedTwice(other, attempt.order())));
    }
    return result;
  }

  /**
   * Locks the order so that no other session records the same outcome and adds its problems twice.
   */
  private Result lockAndRecord(Attempt attempt, Outcome outcome) {
    ledger.lock(attempt.order().id());
    return recordResult(attempt, outcome);
  }

  private Result recordResult(Attempt attempt, Outcome outcome) {
    AttemptResult attemptResult = attemptResult(outcome);
    Effect effect = ledger.recordResult(attempt, attemptResult);
    if (effect == Effect.CHANGED) {
      problems.add(
          attempt.order().importId(),
          attempt.order().id(),
          outcomeProblems.of(attempt.order(), outcome));
    }
    return new Result(
        effect, effect == Effect.SUPERSEDED ? OrderStatus.IN_DOUBT : attemptResult.status());
  }

  private static AttemptResult attemptResult(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      return new AttemptResult(
          OrderStatus.ACCEPTED,
          true,
          false,
          null,
          accepted.carrierOrderId(),
          accepted.link(),
          accepted.status(),
          accepted.body(),
          accepted.trackingPath());
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
    } else if (outcome instanceof Outcome.CarrierBlocked blocked) {
      return new AttemptResult(
          OrderStatus.HELD, true, true, blocked.message(), null, null, null, null);
    }
    return held(false, null);
  }

  private static AttemptResult held(boolean reachedCarrier, @Nullable Text why) {
    return new AttemptResult(OrderStatus.HELD, reachedCarrier, false, why, null, null, null, null);
  }

  /**
   * Records a response that an earlier process left in a file.
   *
   * @return empty if the database has no such attempt
   */
  Optional<Effect> replay(SpooledResponse response) {
    return ledger
        .find(response.orderId())
        .flatMap(response::attemptOf)
        .map(attempt -> recordInTransaction(attempt, response.outcome(), () -> {}).effect());
  }

  /** Marks the orders that a dead process was sending as in doubt. */
  void markUnfinishedInDoubt(Lease lease) {
    transaction.executeWithoutResult(
        status -> {
          for (Order order : ledger.markUnfinishedInDoubt(lease)) {
            problems.add(order.importId(), order.id(), outcomeProblems.interrupted(order));
          }
        });
  }

  /** Records that an order is invalid, as its offer has ended. */
  void offerEnded(Order order, Lease lease) {
    invalidate(order, lease, () -> outcomeProblems.offerEnded(order));
  }

  /** Records that an order is invalid, as another offer for the same request was ordered. */
  void otherOfferOrdered(Order order, Order earlier, Lease lease) {
    invalidate(order, lease, () -> outcomeProblems.otherOfferOrdered(order, earlier));
  }

  /** Nothing changes if the order is no longer HELD. */
  private void invalidate(Order order, Lease lease, Supplier<Problem> why) {
    transaction.executeWithoutResult(
        status -> {
          if (ledger.invalidate(order, lease)) {
            problems.add(order.importId(), order.id(), List.of(why.get()));
          }
        });
  }

  /** Records that another import has placed the order meanwhile. */
  void placedBefore(Order order, Order earlier) {
    problems.add(order.importId(), order.id(), outcomeProblems.placedBefore(order, earlier));
  }

  private <T> T inTransaction(Supplier<T> work) {
    return transaction.execute(status -> work.get());
  }
}
