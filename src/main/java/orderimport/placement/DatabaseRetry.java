package orderimport.placement;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import orderimport.imports.CancellationToken;
import orderimport.imports.ProgressListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/**
 * Has the database do what the workers of a run need, again and again while it does not respond,
 * and keeps known responses in files meanwhile. Thread-safe.
 */
final class DatabaseRetry implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DatabaseRetry.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** A response that takes longer to record is written to a file. */
  private static final Duration SLOW = Duration.ofMillis(1_500);

  /** A message tells the user of a wait that is longer. */
  private static final Duration LONG = Duration.ofSeconds(4);

  private static final Duration TELL_EVERY = Duration.ofSeconds(10);

  /** How long a worker that waits for the database is waited for once the run is stopped. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Tries of what the database rejects, rather than does not respond to. */
  private static final int TRIES_IF_REJECTED = 5;

  /** Tries of a response's recording if the run is stopped. */
  private static final int TRIES_IF_STOPPED = 3;

  private final ResponseSpool spool;
  private final ProgressListener progressListener;
  private final CancellationToken stop;
  private final Map<Thread, DatabaseCall> calls = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "database-watch");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicInteger leftInFiles = new AtomicInteger();
  private volatile @Nullable RuntimeException lastFailure;
  private volatile boolean left;
  private @Nullable Notice notice;

  DatabaseRetry(ResponseSpool spool, ProgressListener progressListener, CancellationToken stop) {
    this.spool = spool;
    this.progressListener = progressListener;
    this.stop = stop;
    var unused =
        watch.scheduleWithFixedDelay(
            this::checkLateCalls,
            LOOK_EVERY.toMillis(),
            LOOK_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  ResponseSpool spool() {
    return spool;
  }

  /** Does something once, and is aware of how long that takes. */
  <T> T once(Supplier<T> work) {
    DatabaseCall call = new DatabaseCall(null);
    calls.put(Thread.currentThread(), call);
    try {
      return work.get();
    } finally {
      calls.remove(Thread.currentThread());
    }
  }

  /**
   * Does something that may be tried again.
   *
   * @throws RuntimeException the last failure, if the run is stopped or the database rejects it
   */
  <T> T untilDone(Supplier<T> work) {
    return untilDone(new DatabaseCall(null), work);
  }

  /**
   * Records a response; once that takes long or has failed, the response is in a file until it is
   * recorded.
   *
   * @param work which may be tried again
   * @throws RuntimeException the last failure, if the run is stopped or the database rejects it;
   *     the response stays in its file
   */
  <T> T record(SpooledResponse response, Supplier<T> work) {
    return untilDone(new DatabaseCall(response), work);
  }

  private <T> T untilDone(DatabaseCall call, Supplier<T> work) {
    calls.put(Thread.currentThread(), call);
    try {
      for (int tries = 1; ; tries++) {
        try {
          T result = work.get();
          call.done(spool);
          return result;
        } catch (RuntimeException | Error e) {
          call.failed();
          call.spool(spool);
          if (!(e instanceof RuntimeException failure) || !isToRepeat(call, failure, tries)) {
            throw e;
          }
          lastFailure = failure;
          log.warn("The database does not take it, try {}", tries, failure);
          stop.pause(pauseAfter(tries));
        }
      }
    } finally {
      calls.remove(Thread.currentThread());
      leftInFiles.addAndGet(call.isInFile() ? 1 : 0);
    }
  }

  private boolean isToRepeat(DatabaseCall call, RuntimeException failure, int tries) {
    boolean noResponse = isNoResponse(failure);
    if (stop.isCancelled() && (tries >= TRIES_IF_STOPPED || !call.records())) {
      left |= noResponse;
      return false;
    }
    return noResponse || tries < TRIES_IF_REJECTED;
  }

  /**
   * Whether a failure may go by itself, as it says nothing about what was asked of the database.
   */
  static boolean isNoResponse(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        // Data exceptions, violated constraints, wrong statements.
        return !sql.getSQLState().matches("(22|23|42).*");
      }
    }
    return failure instanceof DataAccessException || failure instanceof TransactionException;
  }

  private static Duration pauseAfter(int tries) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** Whether known responses wait, so that nothing new is to be sent. */
  boolean responsesWait() {
    return calls.values().stream().anyMatch(call -> call.records() && isLate(call));
  }

  private static boolean isLate(DatabaseCall call) {
    return call.hasFailed() || call.age().compareTo(SLOW) > 0;
  }

  /**
   * Whether a worker waits for the database and nothing is lost if it is left to that, as it may be
   * when the run is stopped.
   */
  boolean mayLeave(Thread worker) {
    DatabaseCall call = calls.get(worker);
    return call != null && call.isSafe() && call.age().compareTo(GRACE) > 0;
  }

  /** What to tell of workers that were left. */
  RuntimeException unresponsive() {
    left = true;
    RuntimeException failure = lastFailure;
    return failure != null
        ? failure
        : new DataAccessResourceFailureException(
            "The database does not respond",
            new SQLTransientConnectionException("no response", "08001"));
  }

  /** Whether the run did not wait for the database any longer. */
  boolean wasLeft() {
    return left;
  }

  private void checkLateCalls() {
    try {
      List<DatabaseCall> late = calls.values().stream().filter(DatabaseRetry::isLate).toList();
      late.forEach(call -> call.spool(spool));
      report(late);
    } catch (RuntimeException e) {
      log.error("Cannot look after the waiting responses", e);
    }
  }

  private synchronized void report(List<DatabaseCall> late) {
    int responses = (int) late.stream().filter(DatabaseCall::records).count();
    if (late.isEmpty()) {
      tellOfResponse();
    } else if (late.stream().anyMatch(call -> call.age().compareTo(LONG) > 0)
        && (notice == null || notice.isOutdated(responses))) {
      notice = new Notice(responses, System.nanoTime());
      progressListener.onMessage(waiting(late.stream().filter(DatabaseCall::records).toList()));
    }
  }

  private synchronized void tellOfResponse() {
    if (notice != null && !stop.isCancelled()) {
      progressListener.onMessage("The database responds again; what waited is recorded.");
    }
    notice = null;
  }

  /** What the last message to the user said. */
  private record Notice(int responses, long at) {
    boolean isOutdated(int now) {
      return now > responses && System.nanoTime() - at > TELL_EVERY.toNanos();
    }
  }

  private String waiting(List<DatabaseCall> responses) {
    if (responses.isEmpty()) {
      return "The database does not respond; nothing new is sent until it does.";
    }
    String waiting =
        responses.size() == 1
            ? "The database does not respond; 1 response waits to be recorded"
            : "The database does not respond; %d responses wait to be recorded"
                .formatted(responses.size());
    return responses.stream().allMatch(DatabaseCall::isSafe)
        ? "%s. Orders already answered are safe in %s; nothing new is sent."
            .formatted(waiting, spool.folder())
        : "%s, and they cannot be written to %s either (%s). Do not end the program: they would be lost, and the orders in doubt."
            .formatted(waiting, spool.folder(), why(responses));
  }

  private static String why(List<DatabaseCall> responses) {
    for (DatabaseCall response : responses) {
      IOException unwritable = response.unwritable();
      if (unwritable != null) {
        return String.valueOf(unwritable.getMessage());
      }
    }
    return "it takes long";
  }

  @Override
  public void close() {
    watch.shutdownNow();
    long left = leftInFiles.get() + calls.values().stream().filter(DatabaseCall::isInFile).count();
    if (left > 0) {
      progressListener.onMessage(
          "The responses to %d %s are safe in %s; the next command records them."
              .formatted(left, left == 1 ? "order" : "orders", spool.folder()));
    } else {
      // The work may have ended before the watch looked again.
      tellOfResponse();
    }
  }
}
