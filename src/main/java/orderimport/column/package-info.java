/**
 * Headings and cells: which column a heading names, what a cell's value is, and how an order's rows
 * become the carrier's request, every problem tied to its cell. All of it follows from the request
 * records of {@code carrier}.
 */
@NullMarked
package orderimport.column;

import org.jspecify.annotations.NullMarked;
