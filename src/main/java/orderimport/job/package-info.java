/**
 * The import job: stage, build, place, report. The only package that knows Spring Batch. {@link
 * orderimport.job.ImportJob} defines the whole job; {@link orderimport.job.ImportService} starts
 * it.
 */
@NullMarked
package orderimport.job;

import org.jspecify.annotations.NullMarked;
