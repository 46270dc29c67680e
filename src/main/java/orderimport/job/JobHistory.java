package orderimport.job;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring Batch's records of the imports' jobs. Only unfinished imports need them. */
@Repository
public class JobHistory {
  /** The number of jobs deleted per transaction; the tables have few indexes. */
  private static final int BATCH_SIZE = 500;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  JobHistory(DataSource dataSource, TransactionTemplate transaction) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = transaction;
  }

  /** The numbers of the imports that have jobs; some of the imports may be deleted. */
  public Set<Long> imports() {
    return jdbc.sql(
            "select distinct parameter_value::bigint from batch_job_execution_params"
                + " where parameter_name = ?")
        .param(ImportJob.IMPORT_ID)
        .query(Long.class)
        .set();
  }

  /**
   * Deletes the jobs of imports, except jobs that ran since the given time.
   *
   * @return the number of deleted jobs
   */
  public int delete(Collection<Long> imports, Instant before) {
    // Spring Batch stores local times.
    LocalDateTime time = LocalDateTime.ofInstant(before, ZoneId.systemDefault());
    List<Long> jobs =
        jdbc.sql(
                """
                select e.job_instance_id from batch_job_execution e
                join batch_job_execution_params p on p.job_execution_id = e.job_execution_id
                where p.parameter_name = ? and p.parameter_value = any(?)
                group by e.job_instance_id
                having max(coalesce(e.last_updated, e.create_time)) < ?""")
            .param(ImportJob.IMPORT_ID)
            .param(imports.stream().map(String::valueOf).toArray(String[]::new))
            .param(time)
            .query(Long.class)
            .list();
    for (int from = 0; from < jobs.size(); from += BATCH_SIZE) {
      Long[] batch =
          jobs.subList(from, Math.min(from + BATCH_SIZE, jobs.size())).toArray(new Long[0]);
      transaction.executeWithoutResult(status -> delete(batch));
    }
    return jobs.size();
  }

  private void delete(Long[] jobs) {
    Long[] executions =
        jdbc.sql("select job_execution_id from batch_job_execution where job_instance_id = any(?)")
            .param(jobs)
            .query(Long.class)
            .list()
            .toArray(new Long[0]);
    jdbc.sql(
            "delete from batch_step_execution_context where step_execution_id in ("
                + "select step_execution_id from batch_step_execution where job_execution_id = any(?))")
        .param(executions)
        .update();
    for (String table :
        List.of(
            "batch_step_execution",
            "batch_job_execution_context",
            "batch_job_execution_params",
            "batch_job_execution")) {
      jdbc.sql("delete from %s where job_execution_id = any(?)".formatted(table))
          .param(executions)
          .update();
    }
    jdbc.sql("delete from batch_job_instance where job_instance_id = any(?)").param(jobs).update();
  }
}
