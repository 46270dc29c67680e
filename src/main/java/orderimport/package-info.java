/**
 * order-import: bulk orders of internet lines, from spreadsheets to the carriers, each placed once.
 * {@link orderimport.OrderImport} configures the application from the packages below.
 */
@NullMarked
package orderimport;

import org.jspecify.annotations.NullMarked;
