/** Granite, Access Express orders. Source: {@code granite-access-express-create-order.txt}. */
@NullMarked
package orderimport.carrier.granite;

import org.jspecify.annotations.NullMarked;
