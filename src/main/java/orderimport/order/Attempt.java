package orderimport.order;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The intent to send an order once, on record.
 *
 * @param number of the order's attempts, from 1
 * @param slot of the carrier's pace, empty without a limit
 * @param recorded when it was recorded, by this machine's clock
 * @param recordedNanos the same as {@link System#nanoTime()}, which no one sets
 */
public record Attempt(
    Order order, int number, Optional<Slot> slot, Instant recorded, long recordedNanos) {

  /**
   * A place in a carrier's pace.
   *
   * @param heldUntil until when it is taken at the longest; proves whose it is
   * @param own the same place as this process counts it
   */
  record Slot(
      int number, OffsetDateTime heldUntil, RateLimitWindow pace, LocalRateLimitWindow.Place own) {}
}
