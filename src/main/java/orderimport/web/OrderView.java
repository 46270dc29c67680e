package orderimport.web;

import org.jspecify.annotations.Nullable;

/** An order in an import's list. */
record OrderView(
    long id,
    String carrier,
    String orderRef,
    String status,
    @Nullable String carrierOrderId,
    @Nullable String link,
    boolean hasRequest,
    int attempts) {}
