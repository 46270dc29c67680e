/**
 * Reads workbooks of Excel 97 to 2003 as streams. Entry point: {@link
 * orderimport.spreadsheet.xls.XlsSpreadsheet}.
 */
@NullMarked
package orderimport.spreadsheet.xls;

import org.jspecify.annotations.NullMarked;
