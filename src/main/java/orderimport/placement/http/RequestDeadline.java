package orderimport.placement.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one request: one for connecting, and one from the first byte of the request to
 * the last byte of the response. A socket timeout would restart with each received byte.
 */
final class RequestDeadline implements AutoCloseable {

  private static final Duration NO_DEADLINE = Duration.ofDays(1);

  /** The attribute's name in the request's context. */
  static final String KEY = "order-import.deadline";

  enum Phase {
    CONNECTING,
    CONNECT_TIMED_OUT,
    CANCELLED,
    STARTED,
    RESPONSE_TIMED_OUT
  }

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.CONNECTING);
  private final ScheduledExecutorService timer;
  private final Cancellable request;
  private final Duration responseTimeout;
  private final BooleanSupplier sendGuard;
  private volatile long deadline;
  private volatile Future<?> nextCheck;
  private volatile boolean closed;
  private @Nullable RuntimeException guardFailure;

  RequestDeadline(
      ScheduledExecutorService timer,
      Cancellable request,
      Duration connectTimeout,
      Duration responseTimeout,
      BooleanSupplier sendGuard) {
    this.timer = timer;
    this.request = request;
    this.responseTimeout = responseTimeout;
    this.sendGuard = sendGuard;
    this.deadline = System.nanoTime() + connectTimeout.toNanos();
    this.nextCheck = scheduleCheck(Math.min(connectTimeout.toNanos(), responseTimeout.toNanos()));
  }

  /**
   * Marks the beginning of sending: the next byte is the first of the request.
   *
   * @throws IOException if the request must not be sent
   */
  void begin() throws IOException {
    deadline = System.nanoTime() + NO_DEADLINE.toNanos();
    boolean allowed;
    try {
      allowed = sendGuard.getAsBoolean();
    } catch (RuntimeException e) {
      guardFailure = e;
      throw e;
    }
    if (!phase.compareAndSet(Phase.CONNECTING, allowed ? Phase.STARTED : Phase.CANCELLED)
        || !allowed) {
      throw new IOException("not sent");
    }
    deadline = System.nanoTime() + responseTimeout.toNanos();
  }

  Phase phase() {
    return Objects.requireNonNull(phase.get());
  }

  /** Rethrows the exception that {@code sendGuard} threw, if any. */
  void rethrowGuardFailure() {
    if (guardFailure != null) {
      throw guardFailure;
    }
  }

  /**
   * Schedules a check rather than an exact alarm for each deadline: that would wake the timer
   * thread twice per request, and nearly all requests end before the first check.
   */
  private Future<?> scheduleCheck(long nanos) {
    return timer.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
  }

  private void check() {
    Phase current = phase();
    long remaining = deadline - System.nanoTime();
    if (remaining <= 0 && timedOut(current)) {
      request.cancel();
    } else if (!closed) {
      nextCheck =
          scheduleCheck(
              remaining > 0
                  ? Math.min(remaining, responseTimeout.toNanos())
                  : responseTimeout.toNanos());
    }
  }

  private boolean timedOut(Phase current) {
    return !closed
        && switch (current) {
          case CONNECTING -> phase.compareAndSet(current, Phase.CONNECT_TIMED_OUT);
          case STARTED -> phase.compareAndSet(current, Phase.RESPONSE_TIMED_OUT);
          default -> false;
        };
  }

  @Override
  public void close() {
    closed = true;
    nextCheck.cancel(false);
  }
}
