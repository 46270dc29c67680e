package orderimport.web;

import org.jspecify.annotations.Nullable;

/** An order that a search found. */
record OrderSearchResult(
    long importId,
    String fileName,
    String carrier,
    String orderRef,
    String status,
    @Nullable String carrierOrderId) {}
