package orderimport.submission;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import orderimport.carrier.Carrier.Complaint;
import orderimport.column.BoundOrder.Places;
import orderimport.column.ImportBinder;
import orderimport.imports.Lease;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Severity;
import orderimport.imports.Problems;
import orderimport.imports.StagedRows;
import orderimport.order.Attempt;
import orderimport.order.Ending;
import orderimport.order.Intent;
import orderimport.order.Ledger;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.Pace;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes down what became of an import's orders: in the ledger, and as problems on their cells. */
final class Recording {
  private static final RetryTemplate PATIENCE =
      new RetryTemplate(RetryPolicy.builder().maxRetries(20).delay(Duration.ofMillis(500)).build());

  private final Ledger ledger;
  private final Problems problems;
  private final StagedRows stagedRows;
  private final ImportBinder binder;
  private final PlacedBefore placedBefore;
  private final TransactionTemplate transaction;

  Recording(
      Ledger ledger,
      Problems problems,
      StagedRows stagedRows,
      ImportBinder binder,
      PlacedBefore placedBefore,
      TransactionTemplate transaction) {
    this.ledger = ledger;
    this.problems = problems;
    this.stagedRows = stagedRows;
    this.binder = binder;
    this.placedBefore = placedBefore;
    this.transaction = transaction;
  }

  /**
   * What an attempt came to.
   *
   * @param status the order's state after it
   * @param next the next order's attempt, if it was begun with it
   */
  record Recorded(OrderStatus status, Optional<Attempt> next) {}

  /** Ends an attempt. */
  Recorded outcome(Attempt attempt, Outcome outcome) {
    return new Recorded(insistently(() -> end(attempt, outcome)), Optional.empty());
  }

  /**
   * Ends an attempt, and records the intent to send another order in the same commit, as each
   * commit is a wait for the disk. If that cannot be, only the attempt is ended.
   */
  Recorded outcomeAndIntent(
      Attempt attempt, Outcome outcome, Order next, Lease lease, String host, Optional<Pace> pace) {
    try {
      return transaction
          .execute(status -> together(attempt, outcome, next, lease, host, pace, status))
          .orElseGet(() -> outcome(attempt, outcome));
    } catch (DataAccessException | TransactionException e) {
      // Nobody knows whether the intent is on record; it was not acted upon.
      return new Recorded(
          insistently(
              () -> {
                callOff(next);
                return end(attempt, outcome);
              }),
          Optional.empty());
    }
  }

  private Optional<Recorded> together(
      Attempt attempt,
      Outcome outcome,
      Order next,
      Lease lease,
      String host,
      Optional<Pace> pace,
      TransactionStatus transaction) {
    OrderStatus ended = end(attempt, outcome);
    Intent intent = ledger.intendWithin(next, lease, host, pace);
    if (intent instanceof Intent.Recorded recorded) {
      return Optional.of(new Recorded(ended, Optional.of(recorded.attempt())));
    } else if (intent instanceof Intent.Wait) {
      return Optional.of(new Recorded(ended, Optional.empty()));
    }
    transaction.setRollbackOnly();
    return Optional.empty();
  }

  private void callOff(Order order) {
    Attempt unknown =
        new Attempt(order, order.attempts() + 1, Optional.empty(), Instant.EPOCH, Long.MIN_VALUE);
    ledger.end(unknown, held(false, null));
  }

  private OrderStatus end(Attempt attempt, Outcome outcome) {
    Ending ending = ending(outcome);
    if (!ledger.end(attempt, ending)) {
      return OrderStatus.IN_DOUBT;
    }
    problems.add(
        attempt.order().importId(), attempt.order().id(), problems(attempt.order(), outcome));
    return ending.status();
  }

  /** A carrier's answer is worth some patience with the database. */
  private OrderStatus insistently(Supplier<OrderStatus> work) {
    try {
      return Objects.requireNonNull(
          PATIENCE.execute(() -> transaction.execute(status -> work.get())));
    } catch (RetryException e) {
      throw new IllegalStateException("The outcome of an order could not be recorded", e);
    }
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

  private List<Problem> problems(Order order, Outcome outcome) {
    List<Problem> found = new ArrayList<>();
    if (outcome instanceof Outcome.Rejected rejected) {
      Places places = places(order);
      for (Complaint complaint : rejected.complaints()) {
        found.add(
            places.at(
                complaint.path(),
                "rejected",
                Severity.ERROR,
                "%s refused the order (%d): %s"
                    .formatted(order.carrier(), rejected.status(), complaint.words()),
                "Correct what %s names, then import the corrected rows."
                    .formatted(order.carrier())));
      }
    } else if (outcome instanceof Outcome.Accepted accepted && !accepted.remarks().isEmpty()) {
      Places places = places(order);
      for (String remark : accepted.remarks()) {
        found.add(
            places.at(
                null,
                "unusual_answer",
                Severity.WARNING,
                "%s accepted the order, but %s".formatted(order.carrier(), remark),
                "Ask %s whether the order is as it should be.".formatted(order.carrier())));
      }
    } else if (outcome instanceof Outcome.InDoubt inDoubt) {
      found.add(inDoubt(order, inDoubt.why(), places(order)));
    }
    return found;
  }

  /** Says of an order whose sending was cut short that nobody knows what became of it. */
  void doubt(Order order) {
    problems.add(
        order.importId(),
        order.id(),
        List.of(inDoubt(order, "the program ended while it was sending it", places(order))));
  }

  private static Problem inDoubt(Order order, String why, Places places) {
    return places.at(
        null,
        "in_doubt",
        Severity.WARNING,
        "The order was sent to %s, and nobody knows whether it arrived: %s."
            .formatted(order.carrier(), why.replaceFirst("\\.$", "")),
        "Ask %1$s whether it has %2$s. Then say `order-import resolve %1$s %2$s --accepted ID` or `--not-received`."
            .formatted(order.carrier(), order.orderRef()));
  }

  /** Says of an order that another import placed it meanwhile. */
  void placedBefore(Order order, Order earlier) {
    problems.add(
        order.importId(),
        order.id(),
        placedBefore.tell(earlier, order.orderRef(), order.request(), places(order)));
  }

  private Places places(Order order) {
    return binder
        .bind(
            order.carrier(),
            order.orderRef(),
            stagedRows.ofOrder(order.importId(), order.carrier(), order.orderKey()))
        .places();
  }
}
