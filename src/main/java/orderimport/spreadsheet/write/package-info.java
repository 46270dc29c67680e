/**
 * Writes workbooks, templates and CSV files. Entry points: {@link
 * orderimport.spreadsheet.write.WorkbookWriter}, {@link TemplateWorkbook}, {@link
 * orderimport.spreadsheet.write.CsvWriter}.
 */
@NullMarked
package orderimport.spreadsheet.write;

import org.jspecify.annotations.NullMarked;
