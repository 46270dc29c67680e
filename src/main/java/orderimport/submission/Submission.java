package orderimport.submission;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierSettings;
import orderimport.carrier.Carriers;
import orderimport.carrier.CarriersSettings;
import orderimport.column.ImportBinder;
import orderimport.imports.Lease;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Place;
import orderimport.imports.Problem.Severity;
import orderimport.imports.Problems;
import orderimport.imports.Progress;
import orderimport.imports.StagedRows;
import orderimport.imports.StopSignal;
import orderimport.order.Ledger;
import orderimport.order.Order;
import orderimport.order.Orders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Places the orders of imports: the carriers side by side, none waiting for another. */
@Component
public class Submission {
  /** The code of the problem that says why a carrier's orders wait. */
  static final String CARRIER_STOPPED = "carrier_stopped";

  private final Carriers carriers;
  private final CarriersSettings settings;
  private final StandInAddress standIn;
  private final Orders orders;
  private final Ledger ledger;
  private final Problems problems;
  private final StagedRows stagedRows;
  private final PlacedBefore placedBefore;
  private final CarrierStates states;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Submission(
      Carriers carriers,
      CarriersSettings settings,
      StandInAddress standIn,
      Orders orders,
      Ledger ledger,
      Problems problems,
      StagedRows stagedRows,
      PlacedBefore placedBefore,
      CarrierStates states,
      TransactionTemplate transaction,
      Clock clock) {
    this.carriers = carriers;
    this.settings = settings;
    this.standIn = standIn;
    this.orders = orders;
    this.ledger = ledger;
    this.problems = problems;
    this.stagedRows = stagedRows;
    this.placedBefore = placedBefore;
    this.states = states;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Says of the orders that a dead process was sending that they are in doubt. */
  public void doubtUnfinished(Lease lease, ImportBinder binder) {
    Recording recording = recording(binder);
    transaction.executeWithoutResult(
        status -> {
          for (Order order : ledger.doubtUnfinished(lease)) {
            recording.doubt(order);
          }
        });
  }

  /**
   * Places the HELD orders of an import; those that could not be placed stay HELD.
   *
   * @param stop once it is given no new order is sent; those under way are finished and recorded
   */
  public void run(Lease lease, ImportBinder binder, Progress progress, StopSignal stop) {
    Map<String, Long> waiting = waiting(lease);
    if (waiting.isEmpty()) {
      return;
    }
    waiting.forEach(
        (carrier, orders) ->
            progress.placing(carrier, orders, settings.of(carriers.get(carrier)).atLeast(orders)));
    Map<String, String> given = new ConcurrentHashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(waiting.size());
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (String name : waiting.keySet()) {
        runs.add(
            threads.submit(
                () ->
                    run(carriers.get(name), lease, binder, progress, stop)
                        .ifPresent(why -> giveUp(name, why, given, progress))));
      }
      finish(runs, stop);
    } finally {
      threads.shutdownNow();
    }
    given.forEach(
        (name, why) ->
            problems.add(lease.importId(), List.of(stopped(lease.importId(), name, why))));
  }

  /** In a transaction of its own, as otherwise the step would hold the connection till its end. */
  private Map<String, Long> waiting(Lease lease) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              problems.forgetOfFile(lease.importId(), CARRIER_STOPPED);
              return orders.heldByCarrier(lease.importId());
            }));
  }

  private static void giveUp(
      String carrier, String why, Map<String, String> given, Progress progress) {
    given.put(carrier, why);
    progress.say("%s: %s. Its other orders stay on hold.".formatted(carrier, withoutStop(why)));
  }

  private static void finish(List<Future<?>> runs, StopSignal stop) {
    RuntimeException failure = null;
    for (Future<?> run : runs) {
      try {
        run.get();
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        failure =
            cause instanceof RuntimeException thrown ? thrown : new IllegalStateException(cause);
        stop.give();
      } catch (InterruptedException e) {
        stop.give();
        Thread.currentThread().interrupt();
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Optional<String> run(
      Carrier carrier, Lease lease, ImportBinder binder, Progress progress, StopSignal stop) {
    CarrierSettings own = settings.of(carrier);
    CarrierBreaker breaker =
        new CarrierBreaker(carrier.name(), Backoff.USUAL, clock, new SecureRandom());
    states.follow(carrier.name(), breaker);
    try (OrderSender sender = new OrderSender(carrier, own.orderUri(standIn::uri), own, clock)) {
      return new CarrierRun(
              carrier.name(),
              own,
              lease,
              ledger,
              new HeldOrders(orders, lease.importId(), carrier.name(), own.environment()),
              sender,
              breaker,
              recording(binder),
              progress,
              stop,
              clock)
          .run();
    }
  }

  private Recording recording(ImportBinder binder) {
    return new Recording(ledger, problems, stagedRows, binder, placedBefore, transaction);
  }

  private static Problem stopped(long importId, String carrier, String why) {
    return new Problem(
        Place.FILE,
        null,
        null,
        CARRIER_STOPPED,
        Severity.WARNING,
        "The orders of %s are on hold: %s.".formatted(carrier, withoutStop(why)),
        "Fix this, then run `order-import resume %d`.".formatted(importId));
  }

  private static String withoutStop(String sentence) {
    return sentence.replaceFirst("\\.$", "");
  }
}
