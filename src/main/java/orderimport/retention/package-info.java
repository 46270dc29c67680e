/**
 * What leaves after a time: rows, problems and reports of finished imports. The ledger of their
 * orders stays.
 */
@NullMarked
package orderimport.retention;

import org.jspecify.annotations.NullMarked;
