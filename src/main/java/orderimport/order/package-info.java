/**
 * Orders and their states: the ledger in PostgreSQL that keeps an order from being placed twice.
 */
@NullMarked
package orderimport.order;

import org.jspecify.annotations.NullMarked;
