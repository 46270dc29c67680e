/**
 * Headings and cells: which column a heading names, which value a cell has, and how the rows of an
 * order become the carrier's request. Every problem has the location of its cell. All rules derive
 * from the request records of {@code carrier}.
 */
@NullMarked
package orderimport.column;

import org.jspecify.annotations.NullMarked;
