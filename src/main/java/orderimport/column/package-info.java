/**
 * Headings and cells: maps headings to fields, parses cells into values and binds the rows of an
 * order to the carrier's request. Every problem has the location of its cell. All rules derive from
 * the request records of {@code carrier}.
 */
@NullMarked
package orderimport.column;

import org.jspecify.annotations.NullMarked;
