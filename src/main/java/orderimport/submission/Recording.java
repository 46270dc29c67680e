package orderimport.submission;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import orderimport.imports.Lease;
import orderimport.imports.Problems;
import orderimport.order.Attempt;
import orderimport.order.Ending;
import orderimport.order.Intent;
import orderimport.order.Ledger;
import orderimport.order.Ledger.Effect;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.Pace;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down what became of an import's orders: in the ledger, and as problems on their cells, in
 * one transaction.
 */
final class Recording {
  private final Ledger ledger;
  private final Problems problems;
  private final OutcomeProblems meaning;
  private final TransactionTemplate transaction;

  Recording(
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
  record Recorded(OrderStatus status, Optional<Attempt> next) {}

  /**
   * Ends an attempt. An id that the carrier gave to another order before leaves the order in doubt:
   * the carrier, or something on the way, may have taken the two for one.
   */
  Recorded outcome(Attempt attempt, Outcome outcome) {
    return new Recorded(alone(attempt, outcome, () -> {}).status(), Optional.empty());
  }

  /**
   * Ends an attempt, and records the intent to send another order in the same commit, as each
   * commit is a wait for the disk.
   *
   * @return empty if the intent cannot be recorded; then nothing is
   */
  Optional<Recorded> outcomeAndIntent(
      Attempt attempt, Outcome outcome, Order next, Lease lease, String host, Optional<Pace> pace) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              OrderStatus ended = end(attempt, outcome).status();
              return begun(ledger.intendWithin(next, lease, host, pace), status)
                  .map(begun -> new Recorded(ended, begun));
            }));
  }

  /** The attempt, if there is one or has to be waited for one; else nothing stays on record. */
  private static Optional<Optional<Attempt>> begun(Intent intent, TransactionStatus transaction) {
    if (intent instanceof Intent.Recorded recorded) {
      return Optional.of(Optional.of(recorded.attempt()));
    } else if (intent instanceof Intent.Wait) {
      return Optional.of(Optional.empty());
    }
    transaction.setRollbackOnly();
    return Optional.empty();
  }

  /**
   * Ends an attempt as {@link #outcome} does, and calls off an intent of which nobody knows whether
   * it is on record; it was not acted upon.
   */
  Recorded outcomeWithoutIntent(Attempt attempt, Outcome outcome, Order next, Lease lease) {
    return new Recorded(
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
    return end(attempt, outcome);
  }

  private Ended end(Attempt attempt, Outcome outcome) {
    Ending ending = ending(outcome);
    Effect effect = ledger.end(attempt, ending);
    if (effect == Effect.CHANGED) {
      problems.add(
          attempt.order().importId(), attempt.order().id(), meaning.of(attempt.order(), outcome));
    }
    return new Ended(effect, effect == Effect.SUPERSEDED ? OrderStatus.IN_DOUBT : ending.status());
  }

  private static Ending ending(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      return new Ending(
          OrderStatus.ACCEPTED,
          true,
          false,
          null,
          accepted.carrierOrderId(),
          accepted.link(),
          accepted.status(),
          accepted.body());
    } else if (outcome instanceof Outcome.Rejected rejected) {
      return new Ending(
          OrderStatus.REJECTED, true, false, null, null, null, rejected.status(), rejected.body());
    } else if (outcome instanceof Outcome.Unexplained unexplained) {
      Outcome.Rejected rejection = unexplained.rejection();
      return new Ending(
          OrderStatus.HELD, true, false, null, null, null, rejection.status(), rejection.body());
    } else if (outcome instanceof Outcome.InDoubt inDoubt) {
      return new Ending(
          OrderStatus.IN_DOUBT,
          true,
          false,
          inDoubt.why(),
          null,
          null,
          inDoubt.status(),
          inDoubt.body());
    } else if (outcome instanceof Outcome.TryLater later) {
      return held(later.sentToCarrier(), later.why());
    } else if (outcome instanceof Outcome.NotSent notSent) {
      return held(false, notSent.why());
    } else if (outcome instanceof Outcome.CarrierStopped stopped) {
      return new Ending(OrderStatus.HELD, true, true, stopped.message(), null, null, null, null);
    }
    return held(false, null);
  }

  private static Ending held(boolean reachedCarrier, @Nullable String why) {
    return new Ending(OrderStatus.HELD, reachedCarrier, false, why, null, null, null, null);
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
  void doubtUnfinished(Lease lease) {
    transaction.executeWithoutResult(
        status -> {
          for (Order order : ledger.doubtUnfinished(lease)) {
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
