package orderimport.order;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A recorded intent to send an order once.
 *
 * @param number the attempt's number within the order, from 1
 * @param slots the acquired slots, one of each rate limit
 * @param recorded when the intent was recorded, by this machine's clock
 * @param recordedNanos the same by {@link System#nanoTime()}, which cannot be set
 */
public record Attempt(
    Order order, int number, List<Slot> slots, Instant recorded, long recordedNanos) {

  /** Call before the first byte of the request is sent. */
  public void sent() {
    slots.forEach(slot -> slot.local().sent());
  }

  /**
   * A slot of one of a carrier's rate limits.
   *
   * @param heldUntil when the slot becomes free at the latest; identifies its holder
   * @param availableBefore since when the slot was free; the epoch if it was never taken
   * @param local the same request in this process's own window
   */
  public record Slot(
      int number,
      OffsetDateTime heldUntil,
      OffsetDateTime availableBefore,
      RateLimitWindow rateLimit,
      LocalRateLimitWindow.Entry local) {}
}
