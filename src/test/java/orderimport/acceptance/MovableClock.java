package orderimport.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The time of day, until a test moves it forward. */
final class MovableClock extends Clock {
  private final AtomicReference<Duration> moved = new AtomicReference<>(Duration.ZERO);
  private final @Nullable Path follower;

  MovableClock() {
    this(null);
  }

  /**
   * Creates a clock that programs can follow.
   *
   * @param follower a file that gets the duration by which the clock was moved, such as {@code
   *     PT40M}; null for none
   */
  MovableClock(@Nullable Path follower) {
    this.follower = follower;
    move(Duration.ZERO);
  }

  void move(Duration forward) {
    Duration total = moved.accumulateAndGet(forward, Duration::plus);
    if (follower == null) {
      return;
    }
    try {
      Path next = follower.resolveSibling(follower.getFileName() + ".new");
      Files.writeString(next, total.toString());
      Files.move(next, follower, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(moved.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
