/**
 * What is deleted after a time: rows, problems, uploads, reports and job history of finished
 * imports. The ledger of their orders is kept.
 */
@NullMarked
package orderimport.retention;

import org.jspecify.annotations.NullMarked;
