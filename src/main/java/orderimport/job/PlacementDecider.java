package orderimport.job;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/** Decides whether the orders of an import are placed now or stay on hold. */
@Component
class PlacementDecider implements JobExecutionDecider {
  static final String PLACE = "PLACE";
  static final String HOLD = "HOLD";

  private final ImportCompletion importCompletion;

  PlacementDecider(ImportCompletion importCompletion) {
    this.importCompletion = importCompletion;
  }

  @Override
  public FlowExecutionStatus decide(
      JobExecution jobExecution, @Nullable StepExecution stepExecution) {
    boolean mayPlace = importCompletion.mayPlace(ImportJob.importId(jobExecution));
    return new FlowExecutionStatus(mayPlace ? PLACE : HOLD);
  }
}
