package orderimport.placement;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import orderimport.binding.ImportBinder;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.imports.CancellationToken;
import orderimport.imports.Lease;
import orderimport.imports.Problems;
import orderimport.imports.ProgressListener;
import orderimport.imports.StagedRows;
import orderimport.order.Ledger;
import orderimport.order.Orders;
import orderimport.problem.OrderProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Places the orders of imports, with all carriers in parallel. */
@Component
public class OrderPlacementService {
  /** The code of the problem that says why a carrier's orders are on hold. */
  static final String CARRIER_STOPPED = OrderProblem.CARRIER_STOPPED.code();

  private final Carriers carriers;
  private final OrderImportProperties settings;
  private final SandboxAddress sandboxAddress;
  private final Orders orders;
  private final Ledger ledger;
  private final Problems problems;
  private final StagedRows stagedRows;
  private final DuplicateOrderReport duplicateOrderReport;
  private final CarrierHealth carrierHealth;
  private final SslBundles sslBundles;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Path dataDir;
  private volatile boolean abandonedDatabase;

  OrderPlacementService(
      Carriers carriers,
      OrderImportProperties settings,
      SandboxAddress sandboxAddress,
      Orders orders,
      Ledger ledger,
      Problems problems,
      StagedRows stagedRows,
      DuplicateOrderReport duplicateOrderReport,
      CarrierHealth carrierHealth,
      SslBundles sslBundles,
      TransactionTemplate transaction,
      Clock clock,
      @Value("${order-import.data-dir:./data}") Path dataDir) {
    this.carriers = carriers;
    this.settings = settings;
    this.sandboxAddress = sandboxAddress;
    this.orders = orders;
    this.ledger = ledger;
    this.problems = problems;
    this.stagedRows = stagedRows;
    this.duplicateOrderReport = duplicateOrderReport;
    this.carrierHealth = carrierHealth;
    this.sslBundles = sslBundles;
    this.transaction = transaction;
    this.clock = clock;
    this.dataDir = dataDir;
  }

  /**
   * Records the responses that earlier processes of this machine left in files. The attempt decides
   * which outcome applies, so no lease is needed.
   *
   * @param imports selects the imports whose responses are recorded, by id
   * @param binders the binder of an import, by id
   * @return the ids of the imports with a changed order
   */
  public Set<Long> recordSpooled(LongPredicate imports, LongFunction<ImportBinder> binders) {
    return Files.isDirectory(ResponseSpool.folder(dataDir))
        ? new SpoolReplay(spool(), imports, importId -> recorder(binders.apply(importId))).run()
        : Set.of();
  }

  /**
   * Marks the orders that a dead process was sending as in doubt, except those whose response is in
   * a file.
   */
  public void markUnfinishedInDoubt(Lease lease, ImportBinder binder) {
    recordSpooled(importId -> importId == lease.importId(), importId -> binder);
    recorder(binder).markUnfinishedInDoubt(lease);
  }

  /**
   * Whether a cancelled run stopped waiting for the database. All known responses are in files
   * then, and the process may end at any time.
   */
  public boolean hasLeftDatabase() {
    return abandonedDatabase;
  }

  /**
   * Places the HELD orders of an import; orders that could not be placed stay HELD.
   *
   * @param stop once cancelled, no new order is sent; requests under way are finished and recorded
   */
  public void run(
      Lease lease, ImportBinder binder, ProgressListener progressListener, CancellationToken stop) {
    Map<String, Long> held = prepare(lease.importId());
    if (held.isEmpty()) {
      return;
    }
    held.forEach(
        (carrier, orders) ->
            progressListener.placing(
                carrier, orders, settings.of(carriers.get(carrier)).atLeast(orders)));
    Map<String, Text> stopReasons = new ConcurrentHashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(held.size());
    DatabaseRetry database = new DatabaseRetry(inTransaction(this::spool), progressListener, stop);
    try (database) {
      List<Future<?>> runs = new ArrayList<>();
      for (String name : held.keySet()) {
        runs.add(
            threads.submit(
                () ->
                    run(carriers.get(name), lease, binder, progressListener, stop, database)
                        .ifPresent(why -> recordStop(name, why, stopReasons, progressListener))));
      }
      finish(runs, stop);
    } finally {
      threads.shutdownNow();
      abandonedDatabase |= database.wasAbandoned();
    }
    stopReasons.forEach(
        (name, why) ->
            inTransaction(
                () -> {
                  problems.add(
                      lease.importId(), List.of(stoppedProblem(lease.importId(), name, why)));
                  return name;
                }));
  }

  /** Deletes earlier stop reasons and counts the orders on hold by carrier. */
  private Map<String, Long> prepare(long importId) {
    return inTransaction(
        () -> {
          problems.deleteOfFile(importId, CARRIER_STOPPED);
          return orders.heldByCarrier(importId);
        });
  }

  /** Database access outside of a transaction would hold its connection until the step ends. */
  private <T> T inTransaction(Supplier<T> work) {
    return transaction.execute(status -> work.get());
  }

  private static void recordStop(
      String carrier, Text why, Map<String, Text> stopReasons, ProgressListener progressListener) {
    stopReasons.put(carrier, why);
    progressListener.onMessage(Reason.CARRIER_STOPS.text(carrier, why));
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

  private Optional<Text> run(
      Carrier carrier,
      Lease lease,
      ImportBinder binder,
      ProgressListener progressListener,
      CancellationToken stop,
      DatabaseRetry database) {
    CarrierProperties carrierProperties = settings.of(carrier);
    CarrierCircuitBreaker breaker =
        new CarrierCircuitBreaker(Backoff.USUAL, clock, new SecureRandom());
    carrierHealth.follow(carrier.name(), breaker);
    try (CarrierClient client =
        new CarrierClient(
            carrier,
            carrierProperties.orderUri(sandboxAddress::uri),
            carrierProperties,
            sslBundles,
            new PacedLogin(
                carrier.name(),
                CarrierPlacement.rateLimits(carrierProperties),
                ledger,
                database,
                null,
                clock,
                stop),
            clock)) {
      return new CarrierPlacement(
              carrier.name(),
              carrierProperties,
              lease,
              ledger,
              new HeldOrderQueue(
                  orders, lease.importId(), carrier.name(), carrierProperties.environment()),
              client,
              breaker,
              new DurableOutcomeRecorder(lease, ledger, recorder(binder), database),
              database,
              progressListener,
              stop,
              clock)
          .run();
    }
  }

  private OutcomeRecorder recorder(ImportBinder binder) {
    return new OutcomeRecorder(
        ledger,
        problems,
        new OutcomeProblems(stagedRows, binder, duplicateOrderReport),
        transaction);
  }

  private ResponseSpool spool() {
    return new ResponseSpool(dataDir, ledger.installation());
  }

  private static Problem stoppedProblem(long importId, String carrier, Text why) {
    return Problem.of(
        Location.FILE, Severity.WARNING, OrderProblem.CARRIER_STOPPED, carrier, why, importId);
  }
}
