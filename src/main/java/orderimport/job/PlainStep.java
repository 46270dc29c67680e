package orderimport.job;

import java.util.Objects;
import java.util.function.LongConsumer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/**
 * A step without a transaction around it. A tasklet always has one, if only of the resourceless
 * manager, and Spring then keeps the first connection that the step uses until the step ends.
 */
final class PlainStep extends AbstractStep {
  private final LongConsumer work;

  /**
   * @param work is given the import's id
   */
  PlainStep(String name, JobRepository repository, LongConsumer work) {
    super(repository);
    setName(name);
    this.work = work;
  }

  @Override
  protected void doExecute(StepExecution stepExecution) {
    work.accept(
        Objects.requireNonNull(stepExecution.getJobParameters().getLong(ImportJob.IMPORT_ID)));
  }
}
