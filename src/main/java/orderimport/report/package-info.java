/** The results of an import, written from the database alone. */
@NullMarked
package orderimport.report;

import org.jspecify.annotations.NullMarked;
