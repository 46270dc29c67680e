package orderimport.job;

import java.util.function.LongConsumer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/**
 * A step without a surrounding transaction. A tasklet always has one, if only of the resourceless
 * transaction manager, and Spring then holds the first connection that the step uses until the step
 * ends.
 */
final class PlainStep extends AbstractStep {
  private final LongConsumer work;

  /**
   * @param work called with the import's id
   */
  PlainStep(String name, JobRepository repository, LongConsumer work) {
    super(repository);
    setName(name);
    this.work = work;
  }

  @Override
  protected void doExecute(StepExecution stepExecution) {
    work.accept(ImportJob.importId(stepExecution.getJobExecution()));
  }
}
