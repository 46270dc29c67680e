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
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/**
 * Retries the database calls of a run's workers while the database does not respond, and stores
 * known responses in files meanwhile. Thread-safe.
 */
final class DatabaseRetry implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DatabaseRetry.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);

  /** A response that takes longer than this to record is written to a file. */
  private static final Duration SPOOL_AFTER = Duration.ofMillis(1_500);

  /** The user is notified of a wait longer than this. */
  private static final Duration NOTIFY_AFTER = Duration.ofSeconds(4);

  private static final Duration NOTIFY_INTERVAL = Duration.ofSeconds(10);

  /** How long to wait for a worker that waits for the database once the run is cancelled. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Attempts of a call that the database rejects although it responds. */
  private static final int ATTEMPTS_IF_REJECTED = 5;

  /** Attempts to record a response if the run is cancelled. */
  private static final int ATTEMPTS_IF_CANCELLED = 3;

  private final ResponseSpool spool;
  private final ProgressListener progressListener;
  private final CancellationToken stop;
  private final Map<Thread, DatabaseCall> calls = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          BasicThreadFactory.builder().namingPattern("database-watch").daemon().build());
  private final AtomicInteger remainingInFiles = new AtomicInteger();
  private volatile @Nullable RuntimeException lastFailure;
  private volatile boolean abandoned;
  private @Nullable Notice notice;

  DatabaseRetry(ResponseSpool spool, ProgressListener progressListener, CancellationToken stop) {
    this.spool = spool;
    this.progressListener = progressListener;
    this.stop = stop;
    var unused =
        watch.scheduleWithFixedDelay(
            this::checkLateCalls,
            CHECK_INTERVAL.toMillis(),
            CHECK_INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  ResponseSpool spool() {
    return spool;
  }

  /** Makes a database call once and monitors its duration. */
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
   * Makes a database call and retries it until it succeeds.
   *
   * @throws RuntimeException the last failure, if the run is cancelled or the database rejects the
   *     call
   */
  <T> T untilDone(Supplier<T> work) {
    return untilDone(new DatabaseCall(null), work);
  }

  /**
   * Records a response. Once that takes long or has failed, the response is in a file until it is
   * recorded.
   *
   * @param work may be retried
   * @throws RuntimeException the last failure, if the run is cancelled or the database rejects the
   *     call; the response stays in its file
   */
  <T> T record(SpooledResponse response, Supplier<T> work) {
    return untilDone(new DatabaseCall(response), work);
  }

  private <T> T untilDone(DatabaseCall call, Supplier<T> work) {
    calls.put(Thread.currentThread(), call);
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          T result = work.get();
          call.done(spool);
          return result;
        } catch (RuntimeException | Error e) {
          call.failed();
          call.spool(spool);
          if (!(e instanceof RuntimeException failure) || !shouldRetry(call, failure, attempt)) {
            throw e;
          }
          lastFailure = failure;
          log.warn("Database call failed, attempt {}", attempt, failure);
          stop.pause(pauseAfter(attempt));
        }
      }
    } finally {
      calls.remove(Thread.currentThread());
      remainingInFiles.addAndGet(call.isInFile() ? 1 : 0);
    }
  }

  private boolean shouldRetry(DatabaseCall call, RuntimeException failure, int attempt) {
    boolean noResponse = isNoResponse(failure);
    if (stop.isCancelled() && (attempt >= ATTEMPTS_IF_CANCELLED || !call.recordsResponse())) {
      abandoned |= noResponse;
      return false;
    }
    return noResponse || attempt < ATTEMPTS_IF_REJECTED;
  }

  /** Whether a failure may be transient: it does not concern the statement itself. */
  static boolean isNoResponse(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        // Data exceptions, constraint violations, invalid statements.
        return !sql.getSQLState().matches("(22|23|42).*");
      }
    }
    return failure instanceof DataAccessException || failure instanceof TransactionException;
  }

  private static Duration pauseAfter(int attempt) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** Whether known responses wait to be recorded, so that nothing new must be sent. */
  boolean responsesWait() {
    return calls.values().stream().anyMatch(call -> call.recordsResponse() && isLate(call));
  }

  private static boolean isLate(DatabaseCall call) {
    return call.hasFailed() || call.age().compareTo(SPOOL_AFTER) > 0;
  }

  /**
   * Whether a worker waits for the database and may be abandoned without loss once the run is
   * cancelled.
   */
  boolean mayAbandon(Thread worker) {
    DatabaseCall call = calls.get(worker);
    return call != null && call.isSafe() && call.age().compareTo(GRACE) > 0;
  }

  /** The failure to report for abandoned workers. */
  RuntimeException unresponsive() {
    abandoned = true;
    RuntimeException failure = lastFailure;
    return failure != null
        ? failure
        : new DataAccessResourceFailureException(
            "The database does not respond",
            new SQLTransientConnectionException("no response", "08001"));
  }

  /** Whether the run stopped waiting for the database. */
  boolean wasAbandoned() {
    return abandoned;
  }

  private void checkLateCalls() {
    try {
      List<DatabaseCall> late = calls.values().stream().filter(DatabaseRetry::isLate).toList();
      late.forEach(call -> call.spool(spool));
      report(late);
    } catch (RuntimeException e) {
      log.error("Cannot check the late database calls", e);
    }
  }

  private synchronized void report(List<DatabaseCall> late) {
    int responses = (int) late.stream().filter(DatabaseCall::recordsResponse).count();
    if (late.isEmpty()) {
      notifyRecovered();
    } else if (late.stream().anyMatch(call -> call.age().compareTo(NOTIFY_AFTER) > 0)
        && (notice == null || notice.isOutdated(responses))) {
      notice = new Notice(responses, System.nanoTime());
      progressListener.onMessage(
          waiting(late.stream().filter(DatabaseCall::recordsResponse).toList()));
    }
  }

  private synchronized void notifyRecovered() {
    if (notice != null && !stop.isCancelled()) {
      progressListener.onMessage(Reason.DATABASE_RESPONDS.text());
    }
    notice = null;
  }

  /** The last notification to the user. */
  private record Notice(int responses, long at) {
    boolean isOutdated(int now) {
      return now > responses && System.nanoTime() - at > NOTIFY_INTERVAL.toNanos();
    }
  }

  private Text waiting(List<DatabaseCall> responses) {
    if (responses.isEmpty()) {
      return Reason.DATABASE_SILENT.text();
    }
    boolean one = responses.size() == 1;
    return responses.stream().allMatch(DatabaseCall::isSafe)
        ? (one ? Reason.DATABASE_SILENT_SAFE_ONE : Reason.DATABASE_SILENT_SAFE)
            .text(responses.size(), spool.folder())
        : (one ? Reason.DATABASE_SILENT_UNSAFE_ONE : Reason.DATABASE_SILENT_UNSAFE)
            .text(responses.size(), spool.folder(), why(responses));
  }

  private static Text why(List<DatabaseCall> responses) {
    for (DatabaseCall response : responses) {
      IOException writeFailure = response.writeFailure();
      if (writeFailure != null) {
        return Text.verbatim(String.valueOf(writeFailure.getMessage()));
      }
    }
    return Reason.TAKES_LONG.text();
  }

  @Override
  public void close() {
    watch.shutdownNow();
    long remaining =
        remainingInFiles.get() + calls.values().stream().filter(DatabaseCall::isInFile).count();
    if (remaining > 0) {
      progressListener.onMessage(
          (remaining == 1 ? Reason.RESPONSES_SAFE_ONE : Reason.RESPONSES_SAFE)
              .text(remaining, spool.folder()));
    } else {
      // The workers may have ended before the next check.
      notifyRecovered();
    }
  }
}
