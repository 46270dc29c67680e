/**
 * Files to rows, and workbooks out. The only room that knows the parsers. It gives cells as they
 * stand in the file, with their place; what they mean is the business of {@code column}. Entry
 * point: {@link orderimport.spreadsheet.Spreadsheets}.
 */
@NullMarked
package orderimport.spreadsheet;

import org.jspecify.annotations.NullMarked;
