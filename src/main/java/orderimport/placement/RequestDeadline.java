package orderimport.placement;

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
 * One request on its way, with a deadline until it begins to leave, and one from then until the
 * last byte of the answer. A socket's own timeout would start anew with each byte that drips.
 */
final class RequestDeadline implements AutoCloseable {

  private static final Duration NO_DEADLINE = Duration.ofDays(1);

  /** The name under which the request's context carries it. */
  static final String KEY = "order-import.flight";

  enum Phase {
    CONNECTING,
    CONNECT_TIMED_OUT,
    CALLED_OFF,
    BEGUN,
    ANSWER_TIMED_OUT
  }

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.CONNECTING);
  private final ScheduledExecutorService clock;
  private final Cancellable request;
  private final Duration answerWithin;
  private final BooleanSupplier mayStillSend;
  private volatile long deadline;
  private volatile Future<?> look;
  private volatile boolean over;
  private @Nullable RuntimeException unasked;

  RequestDeadline(
      ScheduledExecutorService clock,
      Cancellable request,
      Duration connectWithin,
      Duration answerWithin,
      BooleanSupplier mayStillSend) {
    this.clock = clock;
    this.request = request;
    this.answerWithin = answerWithin;
    this.mayStillSend = mayStillSend;
    this.deadline = System.nanoTime() + connectWithin.toNanos();
    this.look = lookAfter(Math.min(connectWithin.toNanos(), answerWithin.toNanos()));
  }

  /**
   * Passes the point of no return: what follows is the first byte.
   *
   * @throws IOException if it must not be passed
   */
  void begin() throws IOException {
    deadline = System.nanoTime() + NO_DEADLINE.toNanos();
    boolean allowed;
    try {
      allowed = mayStillSend.getAsBoolean();
    } catch (RuntimeException e) {
      unasked = e;
      throw e;
    }
    if (!phase.compareAndSet(Phase.CONNECTING, allowed ? Phase.BEGUN : Phase.CALLED_OFF)
        || !allowed) {
      throw new IOException("not begun");
    }
    deadline = System.nanoTime() + answerWithin.toNanos();
  }

  Phase phase() {
    return Objects.requireNonNull(phase.get());
  }

  /** Lets out what {@code mayStillSend} threw, if it did. */
  void rethrowGuardFailure() {
    if (unasked != null) {
      throw unasked;
    }
  }

  /**
   * The deadline moves while nobody looks: to set an alarm anew for each would wake the clock's
   * thread twice a request, and nearly all are over before the first look.
   */
  private Future<?> lookAfter(long nanos) {
    return clock.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
  }

  private void check() {
    Phase seen = phase();
    long left = deadline - System.nanoTime();
    if (left <= 0 && timedOut(seen)) {
      request.cancel();
    } else if (!over) {
      look = lookAfter(left > 0 ? Math.min(left, answerWithin.toNanos()) : answerWithin.toNanos());
    }
  }

  private boolean timedOut(Phase seen) {
    return !over
        && switch (seen) {
          case CONNECTING -> phase.compareAndSet(seen, Phase.CONNECT_TIMED_OUT);
          case BEGUN -> phase.compareAndSet(seen, Phase.ANSWER_TIMED_OUT);
          default -> false;
        };
  }

  @Override
  public void close() {
    over = true;
    look.cancel(false);
  }
}
