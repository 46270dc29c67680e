/**
 * Reads delimited text files and detects their delimiter and encoding. Entry point: {@link
 * CsvSpreadsheet}.
 */
@NullMarked
package orderimport.spreadsheet.csv;

import org.jspecify.annotations.NullMarked;
