/**
 * One cell becomes one value: numbers, dates, yes or no, texts, in the spelling of the country.
 * Entry point: {@link orderimport.binding.value.CellReader}.
 */
@NullMarked
package orderimport.binding.value;

import org.jspecify.annotations.NullMarked;
