package orderimport.job;

import orderimport.database.DatabaseOutage;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Lets the process that works on an import know that a part ended with an outage only. */
final class OutageListener implements StepExecutionListener {
  static final String EXIT_CODE = "OUTAGE";

  @Override
  public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
    boolean isOutage =
        stepExecution.getFailureExceptions().stream().anyMatch(DatabaseOutage::isCauseOf);
    return isOutage ? stepExecution.getExitStatus().replaceExitCode(EXIT_CODE) : null;
  }
}
