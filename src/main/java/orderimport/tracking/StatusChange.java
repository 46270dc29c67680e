package orderimport.tracking;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import orderimport.carrier.OrderTracking.Detail;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * A change of an order's state.
 *
 * @param fileName the file name of its import
 * @param carrierOrderId the carrier's id; null if it has none
 * @param noticedAt when the carrier was asked
 * @param previous null if this is the first state
 * @param status the same as before if only the details changed
 * @param since as the carrier states it, otherwise when the state was first seen
 */
public record StatusChange(
    long orderId,
    long importId,
    String fileName,
    String carrier,
    String orderRef,
    @Nullable String carrierOrderId,
    Instant noticedAt,
    @Nullable String previous,
    String status,
    boolean isFinal,
    Instant since,
    List<Detail> details) {

  /** The change in a sentence, without a full stop. */
  public Text text() {
    Instant second = since.truncatedTo(ChronoUnit.SECONDS);
    Object state = isFinal ? TrackingText.FINAL.text(status) : status;
    if (previous == null) {
      return TrackingText.FIRST.text(carrier, orderRef, importId, state, second);
    } else if (previous.equals(status)) {
      return TrackingText.DETAILS.text(carrier, orderRef, importId, state, Details.joined(details));
    }
    return TrackingText.CHANGED.text(carrier, orderRef, importId, state, second, previous);
  }
}
