package orderimport.order;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A recorded intent to send an order once.
 *
 * @param number the attempt's number within the order, from 1
 * @param slot the acquired rate limit slot; empty without a limit
 * @param recorded when the intent was recorded, by this machine's clock
 * @param recordedNanos the same by {@link System#nanoTime()}, which cannot be set
 */
public record Attempt(
    Order order, int number, Optional<Slot> slot, Instant recorded, long recordedNanos) {

  /**
   * A slot of a carrier's rate limit.
   *
   * @param heldUntil when the slot becomes free at the latest; identifies its holder
   * @param local the same request in this process's own window
   */
  public record Slot(
      int number,
      OffsetDateTime heldUntil,
      RateLimitWindow rateLimit,
      LocalRateLimitWindow.Entry local) {}
}
