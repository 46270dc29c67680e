package orderimport.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as built from its rows.
 *
 * @param environment the environment in which it is to be placed
 * @param orderRef the order's name as it is sent and shown
 * @param orderKey the normalized name; see {@link orderimport.imports.OrderKey}
 * @param status INVALID, DUPLICATE or HELD
 * @param request the exact JSON body; null if it could not be built
 * @param position the position of its first row: the sheet's position times 2^32, plus the row's
 *     number; orders are placed in this order
 * @param rows the positions of all its rows, likewise
 * @param duplicateOf the id of the order that was placed before; null unless DUPLICATE
 * @param offer the offer that it is on; null for other orders, and if it could not be read
 * @param summary what people recognize it by
 */
public record NewOrder(
    String carrier,
    String environment,
    String orderRef,
    String orderKey,
    OrderStatus status,
    @Nullable String request,
    long position,
    List<Long> rows,
    @Nullable Long duplicateOf,
    @Nullable Offer offer,
    OrderSummary summary) {}
