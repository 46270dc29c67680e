/**
 * The rows of a sheet as they are stored before they are bound: which rows are orders, which are
 * empty, hidden, totals or repeated headings. Entry point: {@link
 * orderimport.staging.SheetRowReader}.
 */
@NullMarked
package orderimport.staging;

import org.jspecify.annotations.NullMarked;
