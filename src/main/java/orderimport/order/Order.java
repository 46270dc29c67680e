package orderimport.order;

import org.jspecify.annotations.Nullable;

/**
 * An order in the ledger.
 *
 * @param id the order's id in the ledger
 * @param environment the environment in which it is placed
 * @param orderRef the order's name as it is sent and shown
 * @param orderKey the normalized name; see {@link orderimport.imports.OrderKey}
 * @param host the host to which it was last sent; null before
 * @param request the exact JSON body; null if it could not be built
 * @param carrierOrderId the carrier's id; null if absent
 * @param attempts the number of attempts to send it
 * @param position the position of its first row in the file; see {@link NewOrder}
 * @param offer the offer that it is on; null for other orders
 */
public record Order(
    long id,
    long importId,
    String carrier,
    String environment,
    String orderRef,
    String orderKey,
    OrderStatus status,
    @Nullable String request,
    @Nullable String host,
    @Nullable String carrierOrderId,
    int attempts,
    long position,
    @Nullable Offer offer) {

  /** Whether an earlier order is on another offer; false if either is on none. */
  public static boolean isOtherOffer(@Nullable Offer offer, Order earlier) {
    Offer ordered = earlier.offer();
    return offer != null && ordered != null && !ordered.id().equals(offer.id());
  }
}
