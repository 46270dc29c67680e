package orderimport.order;

import org.jspecify.annotations.Nullable;

/**
 * An order in the ledger.
 *
 * @param id in the ledger
 * @param environment where it is placed
 * @param orderRef its name on our side, as it is sent and shown
 * @param orderKey what spellings of the name have in common
 * @param host that it was last sent to, null before
 * @param request the exact JSON body; null if it could not be built
 * @param carrierOrderId the carrier's id, null if there is none
 * @param attempts how often it was sent
 * @param position of its first row in the file; see {@link NewOrder}
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
    long position) {}
