package orderimport.submission;

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
 * One request on its way, watched by two clocks: one until it begins to leave, one from then until
 * the last byte of the answer. A socket's own timeout would start anew with each byte that drips.
 */
final class Flight implements AutoCloseable {

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
  private final ScheduledExecutorService clocks;
  private final Cancellable request;
  private final Duration answerWithin;
  private final BooleanSupplier mayStillSend;
  private volatile Future<?> alarm;
  private @Nullable RuntimeException unasked;

  Flight(
      ScheduledExecutorService clocks,
      Cancellable request,
      Duration connectWithin,
      Duration answerWithin,
      BooleanSupplier mayStillSend) {
    this.clocks = clocks;
    this.request = request;
    this.answerWithin = answerWithin;
    this.mayStillSend = mayStillSend;
    this.alarm = alarm(connectWithin, Phase.CONNECTING, Phase.CONNECT_TIMED_OUT);
  }

  /**
   * Passes the point of no return: what follows is the first byte.
   *
   * @throws IOException if it must not be passed
   */
  void begin() throws IOException {
    alarm.cancel(false);
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
    alarm = alarm(answerWithin, Phase.BEGUN, Phase.ANSWER_TIMED_OUT);
  }

  Phase phase() {
    return Objects.requireNonNull(phase.get());
  }

  /** Lets out what {@code mayStillSend} threw, if it did. */
  void rethrowUnasked() {
    if (unasked != null) {
      throw unasked;
    }
  }

  private Future<?> alarm(Duration after, Phase from, Phase to) {
    return clocks.schedule(
        () -> {
          if (phase.compareAndSet(from, to)) {
            request.cancel();
          }
        },
        after.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    alarm.cancel(false);
  }
}
