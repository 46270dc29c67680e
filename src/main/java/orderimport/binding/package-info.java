/**
 * Binds the rows of an order to the carrier's request, validates it, and finds the cell of each
 * violation. Entry point: {@link orderimport.binding.ImportBinder}.
 */
@NullMarked
package orderimport.binding;

import org.jspecify.annotations.NullMarked;
