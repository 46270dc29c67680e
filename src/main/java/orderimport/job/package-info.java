/**
 * The import job: stage, build, place, report. Only {@code cluster} knows Spring Batch, too. {@link
 * orderimport.job.ImportJob} defines the whole job; {@link orderimport.job.ImportService} starts
 * it.
 */
@NullMarked
package orderimport.job;

import org.jspecify.annotations.NullMarked;
