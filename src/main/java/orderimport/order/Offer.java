package orderimport.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The offer that an order is on. At most one order on the offers for a request is placed.
 *
 * @param request identifies what the offers were made for
 * @param id identifies the offer
 * @param endsAt from when on it cannot be ordered; null if that is not known
 */
public record Offer(String request, String id, @Nullable Instant endsAt) {

  boolean hasEnded(Instant now) {
    return endsAt != null && !now.isBefore(endsAt);
  }
}
