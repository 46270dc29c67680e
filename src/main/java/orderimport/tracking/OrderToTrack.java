package orderimport.tracking;

import java.time.Instant;
import orderimport.carrier.OrderTracking.TrackedOrder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An accepted order whose state is not final.
 *
 * @param orderRef as it is shown
 * @param carrierOrderId the carrier's id; null if its response had none
 * @param trackingPath the path of the carrier's link to the order; null if it had none
 * @param request the exact JSON body
 * @param sentAt when the last attempt began
 * @param acceptedAt when it became ACCEPTED
 */
record OrderToTrack(
    long id,
    long importId,
    String carrier,
    String orderRef,
    @Nullable String carrierOrderId,
    @Nullable String trackingPath,
    String request,
    Instant sentAt,
    Instant acceptedAt) {

  /** What the carrier's description needs. */
  TrackedOrder tracked() {
    return new TrackedOrder(
        carrierOrderId, trackingPath, JsonMapper.shared().readTree(request), sentAt);
  }
}
