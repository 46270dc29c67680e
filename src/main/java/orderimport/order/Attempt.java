package orderimport.order;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The intent to send an order once, on record.
 *
 * @param number of the order's attempts, from 1
 * @param slot of the carrier's pace, empty without a limit
 * @param begunNanos when it was recorded, as {@link System#nanoTime()}; an attempt that was held up
 *     for long after that is not sent
 */
public record Attempt(
    Order order, int number, OptionalInt slot, Optional<Pace> pace, long begunNanos) {}
