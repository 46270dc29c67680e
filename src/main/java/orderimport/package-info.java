/**
 * order-import: bulk orders of internet lines, from spreadsheets to the carriers, each placed once.
 * The rooms are the packages below; {@link orderimport.OrderImport} puts them together.
 */
@NullMarked
package orderimport;

import org.jspecify.annotations.NullMarked;
