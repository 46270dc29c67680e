/**
 * Deletes rows, problems, uploads, reports and job history of imports past their retention period.
 * The ledger of orders is kept. Entry point: {@link orderimport.retention.Retention}.
 */
@NullMarked
package orderimport.retention;

import org.jspecify.annotations.NullMarked;
