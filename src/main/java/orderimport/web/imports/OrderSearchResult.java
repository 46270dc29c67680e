package orderimport.web.imports;

import org.jspecify.annotations.Nullable;

/** An order found by a search. */
record OrderSearchResult(
    long importId,
    String fileName,
    String carrier,
    String orderRef,
    String status,
    @Nullable String carrierOrderId) {}
