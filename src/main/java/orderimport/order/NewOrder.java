package orderimport.order;

import org.jspecify.annotations.Nullable;

/**
 * An order as it comes out of building.
 *
 * @param status INVALID, DUPLICATE or HELD
 * @param request the exact JSON body; null if it could not be built
 * @param position of its first row: the sheet's position times 2^32, plus the row's number; orders
 *     are placed in this order
 * @param rows how many it was built of
 * @param duplicateOf the id of the order that was placed before, of a DUPLICATE
 */
public record NewOrder(
    String carrier,
    String orderRef,
    OrderStatus status,
    @Nullable String request,
    long position,
    int rows,
    @Nullable Long duplicateOf) {}
