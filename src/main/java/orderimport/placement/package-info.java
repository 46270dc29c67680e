/**
 * Places orders: rate limits, authorization, HTTP, and the interpretation of responses. Entry
 * point: {@link orderimport.placement.OrderPlacementService}.
 */
@NullMarked
package orderimport.placement;

import org.jspecify.annotations.NullMarked;
