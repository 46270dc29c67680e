/**
 * Reads files into rows of cells with their locations, and writes workbooks. The only package, with
 * its subpackages for each format, that knows the parsers; the meaning of cells is the concern of
 * {@code heading} and {@code binding}. Entry point: {@link orderimport.spreadsheet.Spreadsheets}.
 */
@NullMarked
package orderimport.spreadsheet;

import org.jspecify.annotations.NullMarked;
