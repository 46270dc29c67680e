package orderimport.imports;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says that the work on an import is to end soon, and wakes those who pause. Thread-safe. */
public final class CancellationToken {
  private final CountDownLatch given = new CountDownLatch(1);

  public void cancel() {
    given.countDown();
  }

  public boolean isCancelled() {
    return given.getCount() == 0;
  }

  /** Pauses, but not beyond the signal. */
  public void pause(Duration time) {
    try {
      given.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel();
    }
  }
}
