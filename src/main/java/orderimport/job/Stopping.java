package orderimport.job;

import org.springframework.batch.core.job.JobInterruptedException;
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

  @Override
  public void checkInterrupted(StepExecution stepExecution) throws JobInterruptedException {
    if (wished) {
      throw new JobInterruptedException("The program was told to end");
    }
  }
}
