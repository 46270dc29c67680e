package orderimport.carrier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request record that accepts an offer. The offers that a carrier made for one request exclude
 * each other: at most one of them is ordered, whatever the names of the orders are, and none after
 * it has ended.
 */
public interface OrderOnOffer {
  /** The path of {@link #offeredFor}. */
  String REQUEST = "request";

  /** The path of the day that {@link #offerEnd} follows from. */
  String EXPIRES = "expires";

  /** Identifies what the offers were made for; null if it is blank. */
  @Nullable String offeredFor();

  /** Identifies the offer; null if it is blank. */
  @Nullable String offerId();

  /** From when on the offer cannot be ordered; null if that is not known. */
  @Nullable Instant offerEnd();
}
