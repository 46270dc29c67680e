/**
 * Orders and their states: the ledger in PostgreSQL that prevents an order from being placed twice.
 * Entry point: {@link orderimport.order.Ledger}.
 */
@NullMarked
package orderimport.order;

import org.jspecify.annotations.NullMarked;
