package orderimport.job;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/**
 * A step without a surrounding transaction. A tasklet always has one, if only of the resourceless
 * transaction manager, and Spring then holds the first connection that the step uses until the step
 * ends.
 */
final class PlainStep extends AbstractStep {
  private final LongConsumer work;
  private final @Nullable StepInterruptionPolicy interruptionPolicy;

  /**
   * @param work called with the import's id
   */
  PlainStep(String name, JobRepository repository, LongConsumer work) {
    this(name, repository, work, null);
  }

  /**
   * @param work called with the import's id
   * @param interruptionPolicy whether the job stops after this step; null if it does not
   */
  PlainStep(
      String name,
      JobRepository repository,
      LongConsumer work,
      @Nullable StepInterruptionPolicy interruptionPolicy) {
    super(repository);
    setName(name);
    this.work = work;
    this.interruptionPolicy = interruptionPolicy;
  }

  @Override
  protected void doExecute(StepExecution stepExecution) throws JobInterruptedException {
    work.accept(ImportJob.importId(stepExecution.getJobExecution()));
    if (interruptionPolicy != null) {
      interruptionPolicy.checkInterrupted(stepExecution);
    }
  }
}
