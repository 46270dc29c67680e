/**
 * Reads Office Open XML workbooks as streams. Entry point: {@link
 * orderimport.spreadsheet.xlsx.XlsxSpreadsheet}.
 */
@NullMarked
package orderimport.spreadsheet.xlsx;

import org.jspecify.annotations.NullMarked;
