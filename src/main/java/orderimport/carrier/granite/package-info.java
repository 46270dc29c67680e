/** Granite, Access Express orders. Source: the carrier's documentation of its create call. */
@NullMarked
package orderimport.carrier.granite;

import org.jspecify.annotations.NullMarked;
