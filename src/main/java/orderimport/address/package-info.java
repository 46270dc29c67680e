/**
 * Looks the addresses of orders up at their carriers before the orders are built, and keeps what
 * the carriers know. Entry point: {@link orderimport.address.AddressCheck}.
 */
@NullMarked
package orderimport.address;

import org.jspecify.annotations.NullMarked;
