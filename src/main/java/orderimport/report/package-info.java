/**
 * Writes the results of an import, from the database alone. Entry point: {@link
 * orderimport.report.Reports}.
 */
@NullMarked
package orderimport.report;

import org.jspecify.annotations.NullMarked;
