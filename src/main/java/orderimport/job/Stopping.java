package orderimport.job;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.stereotype.Component;

/** The wish that this process ends, asked for between two chunks. */
@Component
class Stopping implements StepInterruptionPolicy {
  private volatile boolean wished;

  void wish() {
    wished = true;
  }

  boolean wished() {
    return wished;
  }

  /** Marks the step: one that is only interrupted would count as completed. */
  @Override
  public void checkInterrupted(StepExecution stepExecution) {
    if (wished) {
      stepExecution.setTerminateOnly();
    }
  }
}
