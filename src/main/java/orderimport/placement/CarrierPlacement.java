package orderimport.placement;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.CarrierProperties.RateLimit.Counts;
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
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;

/**
 * Places the orders of an import with one carrier, with one worker thread per concurrent request.
 */
final class CarrierPlacement {
  private static final Logger log = LoggerFactory.getLogger(CarrierPlacement.class);

  /**
   * An intent is no longer sent if it is older than this plus the connect timeout; see {@link
   * RateLimitWindow}.
   */
  private static final Duration LATEST_SEND = Duration.ofSeconds(5);

  /** What a request may take to arrive: a lost packet is sent again several times. */
  private static final Duration LATEST_ARRIVAL = Duration.ofSeconds(2);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

  /** The shortest pause before the next attempt to get a slot that may be free earlier. */
  private static final Duration MIN_WAIT = Duration.ofMillis(250);

  /** Of a longer wait, a part: attempts become more frequent as its end comes nearer. */
  private static final int WAIT_PARTS = 40;

  private final String carrier;
  private final CarrierProperties settings;
  private final Lease lease;
  private final Ledger ledger;
  private final HeldOrderQueue held;
  private final CarrierClient client;
  private final CarrierCircuitBreaker breaker;
  private final DurableOutcomeRecorder recorder;
  private final DatabaseRetry database;
  private final ProgressListener progressListener;
  private final CancellationToken stop;
  private final Clock clock;
  private final RejectionBrake brake = new RejectionBrake();

  /** Closed until the carrier has accepted an order; until then a single worker sends. */
  private final CountDownLatch allMaySend = new CountDownLatch(1);

  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final AtomicReference<@Nullable Text> lastMessage = new AtomicReference<>();

  CarrierPlacement(
      String carrier,
      CarrierProperties settings,
      Lease lease,
      Ledger ledger,
      HeldOrderQueue held,
      CarrierClient client,
      CarrierCircuitBreaker breaker,
      DurableOutcomeRecorder recorder,
      DatabaseRetry database,
      ProgressListener progressListener,
      CancellationToken stop,
      Clock clock) {
    this.carrier = carrier;
    this.settings = settings;
    this.lease = lease;
    this.ledger = ledger;
    this.held = held;
    this.client = client;
    this.breaker = breaker;
    this.recorder = recorder;
    this.database = database;
    this.progressListener = progressListener;
    this.stop = stop;
    this.clock = clock;
  }

  /**
   * Places the carrier's orders until none is left, the carrier is stopped or the run is cancelled.
   *
   * @return why the carrier was stopped, in plain words; empty if it was not
   */
  Optional<Text> run() {
    ledger.prepare(carrier, rateLimits());
    ledger.limitSending(carrier, settings.concurrency());
    if (hasBraked()) {
      brake.release();
      allMaySend.countDown();
    }
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < settings.concurrency(); i++) {
      Thread worker =
          new Thread(
              i == 0 ? this::runFirstWorker : this::runOtherWorker,
              "%s-%d".formatted(carrier, i + 1));
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
    return breaker.stopReason();
  }

  /** Whether the brake stopped an earlier run of this import, so that an operator has seen why. */
  private boolean hasBraked() {
    return ledger.countUnexplained(lease.importId(), carrier) >= RejectionBrake.RESPONSES;
  }

  /** Waits for a worker; abandons it if it waits for the database and the run is cancelled. */
  private void join(Thread worker) {
    while (worker.isAlive()) {
      if (stop.isCancelled() && database.mayAbandon(worker)) {
        failure.compareAndSet(null, database.unresponsive());
        return;
      }
      try {
        worker.join(POLL_INTERVAL.toMillis());
      } catch (InterruptedException e) {
        stop.cancel();
      }
    }
  }

  private List<RateLimitWindow> rateLimits() {
    return rateLimits(settings);
  }

  /** A carrier's rate limits; empty without one. */
  static List<RateLimitWindow> rateLimits(CarrierProperties settings) {
    return settings.limits().stream()
        .map(
            limit ->
                new RateLimitWindow(
                    limit.requests(),
                    limit.per(),
                    longestSending(settings).plus(limit.per()),
                    limit.counts() == Counts.ARRIVAL ? LATEST_ARRIVAL : null))
        .toList();
  }

  private Duration longestSending() {
    return longestSending(settings);
  }

  private static Duration longestSending(CarrierProperties settings) {
    return latestSend(settings).plus(settings.responseTimeout());
  }

  /** How long after it got its slots a request is still sent. */
  static Duration latestSend(CarrierProperties settings) {
    return settings.connectTimeout().plus(LATEST_SEND);
  }

  private void runFirstWorker() {
    try {
      work();
    } finally {
      allMaySend.countDown();
    }
  }

  private void runOtherWorker() {
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
        workItem = workItem.attempt() == null ? begin(workItem.order()) : send(workItem.attempt());
        MDC.remove("order");
      }
      if (!isOver()) {
        releaseBrake();
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(
          null, e instanceof RuntimeException thrown ? thrown : new IllegalStateException(e));
      stop.cancel();
    }
  }

  private boolean isOver() {
    return stop.isCancelled() || breaker.stopReason().isPresent();
  }

  /**
   * The next order to process.
   *
   * @param attempt the attempt if its intent is already recorded; null otherwise
   */
  private record WorkItem(Order order, @Nullable Attempt attempt) {}

  private @Nullable WorkItem next() {
    return isOver()
        ? null
        : database.untilDone(held::next).map(order -> new WorkItem(order, null)).orElse(null);
  }

  /**
   * Records the intent to send an order as soon as that is permitted; returns the next work item.
   */
  private @Nullable WorkItem begin(Order order) {
    while (!isOver()) {
      if (database.responsesWait()) {
        stop.pause(POLL_INTERVAL);
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
        wait.reason().ifPresent(this::notifyOnce);
        stop.pause(untilNextAttempt(wait.time()));
        continue;
      } else if (intentResult instanceof IntentResult.PlacedBefore placedBefore) {
        recorder.placedBefore(order, placedBefore.earlier());
        progressListener.placed(carrier, OrderStatus.DUPLICATE.name());
      } else if (intentResult instanceof IntentResult.OfferEnded) {
        recorder.offerEnded(order);
        progressListener.placed(carrier, OrderStatus.INVALID.name());
      } else if (intentResult instanceof IntentResult.OtherOfferOrdered other) {
        recorder.otherOfferOrdered(order, other.earlier());
        progressListener.placed(carrier, OrderStatus.INVALID.name());
      }
      return next();
    }
    return null;
  }

  /**
   * The pause before the next attempt to get a slot. While requests are under way, the time until a
   * slot is free assumes that they take as long as they may; most end much earlier.
   */
  private static Duration untilNextAttempt(Duration slotFree) {
    Duration early = Collections.max(List.of(MIN_WAIT, slotFree.dividedBy(WAIT_PARTS)));
    return Collections.min(List.of(slotFree, early));
  }

  private void notifyOnce(Text message) {
    if (!message.equals(lastMessage.getAndSet(message))) {
      progressListener.onMessage(message);
    }
  }

  private IntentResult recordIntent(Order order) {
    try {
      return recorder.recordIntent(order, settings.host(), rateLimits(), longestSending());
    } catch (RuntimeException e) {
      breaker.release();
      throw e;
    }
  }

  /** Sends an order and records the outcome; returns the next work item. */
  private @Nullable WorkItem send(Attempt attempt) {
    Outcome outcome = brake.judge(attempt, exchange(attempt));
    breaker.record(outcome);
    Order next =
        outcome instanceof Outcome.Accepted && !brake.isOn() && !isOver()
            ? held.nextLoaded().orElse(null)
            : null;
    RecordedOutcome recordedOutcome = record(attempt, outcome, next);
    log.info(
        "Attempt {}: the order is {}{}",
        attempt.number(),
        recordedOutcome.status(),
        whyNotSent(outcome).map(why -> ", " + TextRenderer.ENGLISH.render(why)).orElse(""));
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

  /** Empty if the carrier may have received the request: its words may name people. */
  private static Optional<Text> whyNotSent(Outcome outcome) {
    if (outcome instanceof Outcome.NotSent notSent) {
      return Optional.of(notSent.why());
    }
    return outcome instanceof Outcome.Retryable retryable && !retryable.sentToCarrier()
        ? Optional.of(retryable.why())
        : Optional.empty();
  }

  /** Records the withheld rejections, which turned out to concern their orders. */
  private void releaseBrake() {
    for (Withheld each : brake.release()) {
      MDC.put("order", each.attempt().order().orderRef());
      RecordedOutcome recordedOutcome = recorder.outcome(each.attempt(), each.rejection());
      log.info("Attempt {}: the order is {}", each.attempt().number(), recordedOutcome.status());
      progressListener.placed(carrier, recordedOutcome.status().name());
    }
  }

  private Outcome exchange(Attempt attempt) {
    String request = attempt.order().request();
    if (request == null) {
      throw new IllegalStateException(
          "Order %s of %s is on hold but has no request"
              .formatted(attempt.order().orderRef(), carrier));
    }
    try {
      return client.send(attempt.order().id(), request, () -> sendGuard(attempt));
    } catch (RuntimeException | Error e) {
      breaker.release();
      throw e;
    }
  }

  private RecordedOutcome record(Attempt attempt, Outcome outcome, @Nullable Order next) {
    if (next == null || breaker.pauseBeforeNext().isPresent()) {
      return recorder.outcome(attempt, outcome);
    }
    RecordedOutcome outcomeAndNext =
        recorder.outcomeAndIntent(attempt, outcome, next, settings.host(), rateLimits());
    if (outcomeAndNext.next().isEmpty()) {
      breaker.release();
    }
    return outcomeAndNext;
  }

  /**
   * Checks both clocks: the monotonic clock may stop while the machine sleeps, and the system clock
   * can be set.
   */
  private boolean sendGuard(Attempt attempt) {
    Duration maxAge = latestSend(settings);
    Duration age = Duration.ofNanos(System.nanoTime() - attempt.recordedNanos());
    Duration ageByClock = Duration.between(attempt.recorded(), clock.instant()).abs();
    boolean allowed =
        age.compareTo(maxAge) < 0
            && ageByClock.compareTo(maxAge) < 0
            && isStillCurrent(attempt)
            && !stop.isCancelled();
    if (allowed) {
      attempt.sent();
    }
    return allowed;
  }

  /** Returns false if the database fails: an order that was not sent must not end in doubt. */
  private boolean isStillCurrent(Attempt attempt) {
    try {
      return database.once(() -> ledger.isStillCurrent(attempt, lease));
    } catch (DataAccessException e) {
      log.warn("{} {} is not sent", carrier, attempt.order().orderRef(), e);
      return false;
    }
  }
}
