package orderimport.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as it comes out of building.
 *
 * @param environment where it is to be placed
 * @param orderRef the spelling that is sent and shown
 * @param orderKey what spellings of the name have in common
 * @param status INVALID, DUPLICATE or HELD
 * @param request the exact JSON body; null if it could not be built
 * @param position of its first row: the sheet's position times 2^32, plus the row's number; orders
 *     are placed in this order
 * @param rows where each row that it was built of stands, likewise
 * @param duplicateOf the id of the order that was placed before, of a DUPLICATE
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
    @Nullable Long duplicateOf) {}
