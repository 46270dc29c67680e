/** The import job. The only room that knows Spring Batch. */
@NullMarked
package orderimport.job;

import org.jspecify.annotations.NullMarked;
