package orderimport.retention;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import orderimport.imports.Problems;
import orderimport.imports.StagedRows;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text;
import orderimport.report.Reports;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes the rows and problems of imports past their retention period. */
@Repository
class RowPurge {
  /** The code of the problem that reports the deletion of an import's rows. */
  static final String ROWS_LEFT = FileProblem.ROWS_LEFT.code();

  private static final String EXPIRED =
      """
      state in ('COMPLETED', 'FAILED') and finished_at < ? and not exists (
        select 1 from orders o where o.import_id = import.id
          and o.status in ('HELD', 'SENDING', 'IN_DOUBT'))\
      """;

  private final JdbcClient jdbc;
  private final Reports reports;
  private final Problems problems;
  private final StagedRows stagedRows;
  private final TransactionTemplate transaction;
  private final Clock clock;

  RowPurge(
      DataSource dataSource,
      Reports reports,
      Problems problems,
      StagedRows stagedRows,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.reports = reports;
    this.problems = problems;
    this.stagedRows = stagedRows;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Deletes the rows and problems of imports that ended before a time; returns the number of
   * imports.
   */
  int deleteBefore(Instant time) {
    List<Long> old =
        jdbc.sql("select id from import where purged_at is null and " + EXPIRED + " order by id")
            .param(at(time))
            .query(Long.class)
            .list();
    old.forEach(importId -> delete(importId, time));
    return old.size();
  }

  /** Deletes the rows of one import, unless its work has resumed meanwhile. */
  private void delete(long importId, Instant time) {
    Text rows = reports.counts(importId).rowsBalance();
    transaction.executeWithoutResult(
        status -> {
          int updated =
              jdbc.sql(
                      "update import set purged_at = ? where id = ? and purged_at is null and "
                          + EXPIRED)
                  .params(at(clock.instant()), importId, at(time))
                  .update();
          if (updated == 1) {
            jdbc.sql("delete from problem where import_id = ?").param(importId).update();
            stagedRows.delete(importId);
            jdbc.sql("update orders set rows = '{}' where import_id = ?").param(importId).update();
            problems.add(importId, List.of(purgeNotice(rows)));
          }
        });
  }

  private Problem purgeNotice(Text rows) {
    return Problem.of(
        Location.FILE,
        Severity.WARNING,
        FileProblem.ROWS_LEFT,
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
        rows);
  }

  /** The imports among these that ended before a time. */
  Set<Long> endedBefore(Instant time, Collection<Long> imports) {
    return jdbc.sql("select id from import where id = any(?) and " + EXPIRED)
        .param(imports.toArray(new Long[0]))
        .param(at(time))
        .query(Long.class)
        .set();
  }

  /** The imports among these that exist. */
  Set<Long> existing(Collection<Long> imports) {
    return jdbc.sql("select id from import where id = any(?)")
        .param(imports.toArray(new Long[0]))
        .query(Long.class)
        .set();
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
