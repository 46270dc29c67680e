package orderimport.placement;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import orderimport.carrier.CarrierProperties;
import orderimport.imports.CancellationToken;
import orderimport.imports.Lease;
import orderimport.imports.LeaseLostException;
import orderimport.imports.ProgressListener;
import orderimport.order.Attempt;
import orderimport.order.IntentResult;
import orderimport.order.Ledger;
import orderimport.order.Order;
import orderimport.order.OrderStatus;
import orderimport.order.RateLimitWindow;
import orderimport.placement.OutcomeRecorder.RecordedOutcome;
import orderimport.placement.RejectionBrake.Withheld;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;

/** One carrier's part of placing an import: as many workers as requests may be under way. */
final class CarrierPlacement {
  private static final Logger log = LoggerFactory.getLogger(CarrierPlacement.class);

  /**
   * An intent older than this, and the time to connect, is not sent any more: see {@link
   * RateLimitWindow}.
   */
  private static final Duration LATEST_SEND = Duration.ofSeconds(5);

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final String carrier;
  private final CarrierProperties settings;
  private final Lease lease;
  private final Ledger ledger;
  private final HeldOrderQueue held;
  private final CarrierClient sender;
  private final CarrierCircuitBreaker breaker;
  private final DurableOutcomeRecorder recording;
  private final DatabaseRetry database;
  private final ProgressListener progressListener;
  private final CancellationToken stop;
  private final Clock clock;
  private final RejectionBrake brake = new RejectionBrake();

  /** Closed until the carrier has accepted an order: so long one worker sends alone. */
  private final CountDownLatch allMaySend = new CountDownLatch(1);

  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final AtomicReference<@Nullable String> said = new AtomicReference<>();

  CarrierPlacement(
      String carrier,
      CarrierProperties settings,
      Lease lease,
      Ledger ledger,
      HeldOrderQueue held,
      CarrierClient sender,
      CarrierCircuitBreaker breaker,
      DurableOutcomeRecorder recording,
      DatabaseRetry database,
      ProgressListener progressListener,
      CancellationToken stop,
      Clock clock) {
    this.carrier = carrier;
    this.settings = settings;
    this.lease = lease;
    this.ledger = ledger;
    this.held = held;
    this.sender = sender;
    this.breaker = breaker;
    this.recording = recording;
    this.database = database;
    this.progressListener = progressListener;
    this.stop = stop;
    this.clock = clock;
  }

  /**
   * Places the carrier's orders, until there is none, the carrier is given up or the signal to stop
   * is given.
   *
   * @return why the carrier was given up, in plain words; empty if it was not
   */
  Optional<String> run() {
    pace().ifPresent(rateLimitWindow -> ledger.prepare(carrier, rateLimitWindow));
    if (hasBraked()) {
      brake.release();
      allMaySend.countDown();
    }
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < settings.concurrency(); i++) {
      Thread worker =
          new Thread(i == 0 ? this::workFirst : this::workLater, "%s-%d".formatted(carrier, i + 1));
      worker.setDaemon(true);
      workers.add(worker);
      worker.start();
    }
    for (Thread worker : workers) {
      join(worker);
    }
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return breaker.ended();
  }

  /** Whether the brake has stopped an earlier run of this import: an operator has seen why. */
  private boolean hasBraked() {
    return ledger.countUnexplained(lease.importId(), carrier) >= RejectionBrake.RESPONSES;
  }

  /** Or leaves it, where it waits for the database and the run is stopped. */
  private void join(Thread worker) {
    while (worker.isAlive()) {
      if (stop.isCancelled() && database.mayLeave(worker)) {
        failure.compareAndSet(null, database.unresponsive());
        return;
      }
      try {
        worker.join(LOOK_EVERY.toMillis());
      } catch (InterruptedException e) {
        stop.cancel();
      }
    }
  }

  private Optional<RateLimitWindow> pace() {
    return Optional.ofNullable(settings.rateLimit())
        .map(
            limit ->
                new RateLimitWindow(
                    limit.requests(), limit.per(), longestSending().plus(limit.per())));
  }

  private Duration longestSending() {
    return settings.connectTimeout().plus(LATEST_SEND).plus(settings.responseTimeout());
  }

  private void workFirst() {
    try {
      work();
    } finally {
      allMaySend.countDown();
    }
  }

  private void workLater() {
    try {
      allMaySend.await();
    } catch (InterruptedException e) {
      stop.cancel();
    }
    work();
  }

  private void work() {
    MDC.put("import", String.valueOf(lease.importId()));
    MDC.put("carrier", carrier);
    try {
      WorkItem workItem = next();
      while (workItem != null) {
        MDC.put("order", workItem.order().orderRef());
        workItem = workItem.begun() == null ? begin(workItem.order()) : send(workItem.begun());
        MDC.remove("order");
      }
      if (!over()) {
        releaseBrake();
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(
          null, e instanceof RuntimeException thrown ? thrown : new IllegalStateException(e));
      stop.cancel();
    }
  }

  private boolean over() {
    return stop.isCancelled() || breaker.ended().isPresent();
  }

  /**
   * An order whose turn it is.
   *
   * @param begun the attempt to send it, if its intent is on record already
   */
  private record WorkItem(Order order, @Nullable Attempt begun) {}

  private @Nullable WorkItem next() {
    return over()
        ? null
        : database.untilDone(held::next).map(order -> new WorkItem(order, null)).orElse(null);
  }

  /** Puts the intent to send an order on record, as soon as that may be; gives the next turn. */
  private @Nullable WorkItem begin(Order order) {
    while (!over()) {
      if (database.responsesWait()) {
        stop.pause(LOOK_EVERY);
        continue;
      }
      Optional<Duration> pause = breaker.pauseBeforeNext();
      if (pause.isPresent()) {
        stop.pause(pause.get());
        continue;
      }
      IntentResult intentResult = recordIntent(order);
      if (intentResult instanceof IntentResult.Recorded recorded) {
        return new WorkItem(order, recorded.attempt());
      }
      breaker.release();
      if (intentResult instanceof IntentResult.LeaseLost) {
        throw new LeaseLostException(lease);
      } else if (intentResult instanceof IntentResult.Wait wait) {
        wait.reason().ifPresent(this::sayOnce);
        stop.pause(wait.time());
        continue;
      } else if (intentResult instanceof IntentResult.PlacedBefore placedBefore) {
        recording.placedBefore(order, placedBefore.earlier());
        progressListener.placed(carrier, OrderStatus.DUPLICATE.name());
      }
      return next();
    }
    return null;
  }

  private void sayOnce(String message) {
    if (!message.equals(said.getAndSet(message))) {
      progressListener.onMessage(message);
    }
  }

  private IntentResult recordIntent(Order order) {
    try {
      return recording.recordIntent(order, settings.host(), pace(), longestSending());
    } catch (RuntimeException e) {
      breaker.release();
      throw e;
    }
  }

  /** Sends an order, and notes what became of it; gives the next turn. */
  private @Nullable WorkItem send(Attempt attempt) {
    Outcome outcome = brake.judge(attempt, exchange(attempt));
    breaker.record(outcome);
    Order next =
        outcome instanceof Outcome.Accepted && !brake.isOn() && !over()
            ? held.nextLoaded().orElse(null)
            : null;
    RecordedOutcome recordedOutcome = record(attempt, outcome, next);
    log.info("Attempt {}: the order is {}", attempt.number(), recordedOutcome.status());
    if (outcome instanceof Outcome.Unexplained) {
      return next();
    } else if (recordedOutcome.status() == OrderStatus.HELD) {
      return new WorkItem(attempt.order(), null);
    }
    progressListener.placed(carrier, recordedOutcome.status().name());
    if (outcome instanceof Outcome.Accepted || outcome instanceof Outcome.Rejected) {
      releaseBrake();
    }
    if (outcome instanceof Outcome.Accepted) {
      allMaySend.countDown();
    }
    return next == null ? next() : new WorkItem(next, recordedOutcome.next().orElse(null));
  }

  /** Records the rejections that were withheld: they are about their orders. */
  private void releaseBrake() {
    for (Withheld each : brake.release()) {
      MDC.put("order", each.attempt().order().orderRef());
      RecordedOutcome recordedOutcome = recording.outcome(each.attempt(), each.rejection());
      log.info("Attempt {}: the order is {}", each.attempt().number(), recordedOutcome.status());
      progressListener.placed(carrier, recordedOutcome.status().name());
    }
  }

  private Outcome exchange(Attempt attempt) {
    String request = attempt.order().request();
    if (request == null) {
      throw new IllegalStateException(
          "Order %s of %s waits without a request".formatted(attempt.order().orderRef(), carrier));
    }
    try {
      return sender.send(attempt.order().id(), request, () -> sendGuard(attempt));
    } catch (RuntimeException | Error e) {
      breaker.release();
      throw e;
    }
  }

  private RecordedOutcome record(Attempt attempt, Outcome outcome, @Nullable Order next) {
    if (next == null || breaker.pauseBeforeNext().isPresent()) {
      return recording.outcome(attempt, outcome);
    }
    RecordedOutcome both =
        recording.outcomeAndIntent(attempt, outcome, next, settings.host(), pace());
    if (both.next().isEmpty()) {
      breaker.release();
    }
    return both;
  }

  /** Both clocks are asked: one stands still while the machine sleeps, the other can be set. */
  private boolean sendGuard(Attempt attempt) {
    Duration latest = settings.connectTimeout().plus(LATEST_SEND);
    Duration age = Duration.ofNanos(System.nanoTime() - attempt.recordedNanos());
    Duration ageByClock = Duration.between(attempt.recorded(), clock.instant()).abs();
    return age.compareTo(latest) < 0
        && ageByClock.compareTo(latest) < 0
        && isStillCurrent(attempt)
        && !stop.isCancelled();
  }

  /** An order that was not sent need not be in doubt because the database could not be asked. */
  private boolean isStillCurrent(Attempt attempt) {
    try {
      return database.once(() -> ledger.isStillCurrent(attempt, lease));
    } catch (DataAccessException e) {
      log.warn("{} {} is not sent", carrier, attempt.order().orderRef(), e);
      return false;
    }
  }
}
