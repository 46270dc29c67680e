package orderimport.web.imports;

import org.jspecify.annotations.Nullable;

/**
 * An entry in the list of an import's orders.
 *
 * @param carrierStatus the order's state at the carrier; null before the carrier has stated one
 */
record OrderView(
    long id,
    String carrier,
    String orderRef,
    String status,
    @Nullable String carrierOrderId,
    @Nullable String link,
    boolean hasRequest,
    int attempts,
    @Nullable String carrierStatus) {}
