/**
 * Asks the carriers for the states of accepted orders until these are final, keeps their history,
 * and reports changes. Entry point: {@link orderimport.tracking.OrderTracker}.
 */
@NullMarked
package orderimport.tracking;

import org.jspecify.annotations.NullMarked;
