/**
 * Reads files into rows of cells with their locations, and writes workbooks. The only package that
 * knows the parsers; the meaning of cells is the concern of {@code column}. Entry point: {@link
 * orderimport.spreadsheet.Spreadsheets}.
 */
@NullMarked
package orderimport.spreadsheet;

import org.jspecify.annotations.NullMarked;
