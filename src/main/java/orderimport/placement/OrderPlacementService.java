package orderimport.placement;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.column.ImportBinder;
import orderimport.imports.CancellationToken;
import orderimport.imports.Lease;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Location;
import orderimport.imports.Problem.Severity;
import orderimport.imports.Problems;
import orderimport.imports.ProgressListener;
import orderimport.imports.StagedRows;
import orderimport.order.Ledger;
import orderimport.order.Orders;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Places the orders of imports: the carriers side by side, none waiting for another. */
@Component
public class OrderPlacementService {
  /** The code of the problem that says why a carrier's orders wait. */
  static final String CARRIER_STOPPED = "carrier_stopped";

  private final Carriers carriers;
  private final OrderImportProperties settings;
  private final SandboxAddress standIn;
  private final Orders orders;
  private final Ledger ledger;
  private final Problems problems;
  private final StagedRows stagedRows;
  private final DuplicateOrderReport duplicateOrderReport;
  private final CarrierHealth states;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Path dataDir;
  private volatile boolean leftDatabase;

  OrderPlacementService(
      Carriers carriers,
      OrderImportProperties settings,
      SandboxAddress standIn,
      Orders orders,
      Ledger ledger,
      Problems problems,
      StagedRows stagedRows,
      DuplicateOrderReport duplicateOrderReport,
      CarrierHealth states,
      TransactionTemplate transaction,
      Clock clock,
      @Value("${order-import.data-dir:./data}") Path dataDir) {
    this.carriers = carriers;
    this.settings = settings;
    this.standIn = standIn;
    this.orders = orders;
    this.ledger = ledger;
    this.problems = problems;
    this.stagedRows = stagedRows;
    this.duplicateOrderReport = duplicateOrderReport;
    this.states = states;
    this.transaction = transaction;
    this.clock = clock;
    this.dataDir = dataDir;
  }

  /**
   * Records the responses that processes of this machine knew when they ended. The attempt decides
   * what applies, so no lease is needed.
   *
   * @param imports whose responses are recorded, by their ids
   * @param binders by the import's id
   * @return the imports of which an order has changed
   */
  public Set<Long> recordSpooled(LongPredicate imports, LongFunction<ImportBinder> binders) {
    return Files.isDirectory(ResponseSpool.folder(dataDir))
        ? new SpoolReplay(spool(), imports, importId -> recording(binders.apply(importId))).run()
        : Set.of();
  }

  /**
   * Says of the orders that a dead process was sending that they are in doubt, but for those whose
   * response it knew.
   */
  public void markUnfinishedInDoubt(Lease lease, ImportBinder binder) {
    recordSpooled(importId -> importId == lease.importId(), importId -> binder);
    recording(binder).markUnfinishedInDoubt(lease);
  }

  /**
   * Whether a run was stopped and did not wait any longer for the database: what is known is in
   * files, and the process may end at any time.
   */
  public boolean hasLeftDatabase() {
    return leftDatabase;
  }

  /**
   * Places the HELD orders of an import; those that could not be placed stay HELD.
   *
   * @param stop once it is given no new order is sent; those under way are finished and recorded
   */
  public void run(
      Lease lease, ImportBinder binder, ProgressListener progressListener, CancellationToken stop) {
    Map<String, Long> waiting = prepare(lease.importId());
    if (waiting.isEmpty()) {
      return;
    }
    waiting.forEach(
        (carrier, orders) ->
            progressListener.placing(
                carrier, orders, settings.of(carriers.get(carrier)).atLeast(orders)));
    Map<String, String> given = new ConcurrentHashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(waiting.size());
    DatabaseRetry database = new DatabaseRetry(inTransaction(this::spool), progressListener, stop);
    try (database) {
      List<Future<?>> runs = new ArrayList<>();
      for (String name : waiting.keySet()) {
        runs.add(
            threads.submit(
                () ->
                    run(carriers.get(name), lease, binder, progressListener, stop, database)
                        .ifPresent(why -> giveUp(name, why, given, progressListener))));
      }
      finish(runs, stop);
    } finally {
      threads.shutdownNow();
      leftDatabase |= database.wasLeft();
    }
    given.forEach(
        (name, why) ->
            inTransaction(
                () -> {
                  problems.add(lease.importId(), List.of(stopped(lease.importId(), name, why)));
                  return name;
                }));
  }

  /** How many orders wait, by carrier. */
  private Map<String, Long> prepare(long importId) {
    return inTransaction(
        () -> {
          problems.forgetOfFile(importId, CARRIER_STOPPED);
          return orders.heldByCarrier(importId);
        });
  }

  /** What the step does outside of one keeps a connection until the step ends. */
  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(status -> work.get()));
  }

  private static void giveUp(
      String carrier, String why, Map<String, String> given, ProgressListener progressListener) {
    given.put(carrier, why);
    progressListener.onMessage(
        "%s: %s. Its other orders stay on hold.".formatted(carrier, withoutStop(why)));
  }

  private static void finish(List<Future<?>> runs, CancellationToken stop) {
    RuntimeException failure = null;
    for (Future<?> run : runs) {
      try {
        run.get();
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        failure =
            cause instanceof RuntimeException thrown ? thrown : new IllegalStateException(cause);
        stop.cancel();
      } catch (InterruptedException e) {
        stop.cancel();
        Thread.currentThread().interrupt();
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Optional<String> run(
      Carrier carrier,
      Lease lease,
      ImportBinder binder,
      ProgressListener progressListener,
      CancellationToken stop,
      DatabaseRetry database) {
    CarrierProperties own = settings.of(carrier);
    CarrierCircuitBreaker breaker =
        new CarrierCircuitBreaker(carrier.name(), Backoff.USUAL, clock, new SecureRandom());
    states.follow(carrier.name(), breaker);
    try (CarrierClient sender =
        new CarrierClient(carrier, own.orderUri(standIn::uri), own, clock)) {
      return new CarrierPlacement(
              carrier.name(),
              own,
              lease,
              ledger,
              new HeldOrderQueue(orders, lease.importId(), carrier.name(), own.environment()),
              sender,
              breaker,
              new DurableOutcomeRecorder(lease, ledger, recording(binder), database),
              database,
              progressListener,
              stop,
              clock)
          .run();
    }
  }

  private OutcomeRecorder recording(ImportBinder binder) {
    return new OutcomeRecorder(
        ledger,
        problems,
        new OutcomeProblems(stagedRows, binder, duplicateOrderReport),
        transaction);
  }

  private ResponseSpool spool() {
    return new ResponseSpool(dataDir, ledger.installation());
  }

  private static Problem stopped(long importId, String carrier, String why) {
    return new Problem(
        Location.FILE,
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
