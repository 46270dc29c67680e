/**
 * The import job: stage, build, submit, report. The only room that knows Spring Batch. The whole
 * job stands in {@link orderimport.job.ImportJob}; {@link orderimport.job.ImportService} starts it.
 */
@NullMarked
package orderimport.job;

import org.jspecify.annotations.NullMarked;
