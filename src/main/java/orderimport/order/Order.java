package orderimport.order;

import org.jspecify.annotations.Nullable;

/**
 * An order in the ledger.
 *
 * @param id in the ledger
 * @param orderRef its name on our side
 * @param request the exact JSON body; null if it could not be built
 * @param carrierOrderId the carrier's id, null if there is none
 * @param attempts how often it was sent
 * @param position of its first row in the file; see {@link NewOrder}
 */
public record Order(
    long id,
    long importId,
    String carrier,
    String orderRef,
    OrderStatus status,
    @Nullable String request,
    @Nullable String carrierOrderId,
    int attempts,
    long position) {}
