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
import orderimport.imports.Problem;
import orderimport.imports.Problem.Location;
import orderimport.imports.Problem.Severity;
import orderimport.imports.Problems;
import orderimport.imports.StagedRows;
import orderimport.report.Reports;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows and problems of imports that ended long ago. */
@Repository
class RowPurge {
  /** The code of the problem that says that an import's rows left. */
  static final String ROWS_LEFT = "rows_left";

  private static final String OVER =
      """
      state in ('COMPLETED', 'FAILED') and finished_at < ? and not exists (
        select 1 from orders o where o.import_id = import.id
          and o.status in ('HELD', 'SENDING', 'IN_DOUBT'))""";

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

  /** Forgets those of imports that ended before a time; gives how many imports. */
  int forgetBefore(Instant time) {
    List<Long> old =
        jdbc.sql("select id from import where tidied_at is null and " + OVER + " order by id")
            .param(at(time))
            .query(Long.class)
            .list();
    old.forEach(importId -> delete(importId, time));
    return old.size();
  }

  /** An import at a time; one that somebody takes up meanwhile is left. */
  private void delete(long importId, Instant time) {
    String rows = reports.figures(importId).rowsBalance();
    transaction.executeWithoutResult(
        status -> {
          int over =
              jdbc.sql(
                      "update import set tidied_at = ? where id = ? and tidied_at is null and "
                          + OVER)
                  .params(at(clock.instant()), importId, at(time))
                  .update();
          if (over == 1) {
            jdbc.sql("delete from problem where import_id = ?").param(importId).update();
            stagedRows.delete(importId);
            jdbc.sql("update orders set rows = '{}' where import_id = ?").param(importId).update();
            problems.add(importId, List.of(left(rows)));
          }
        });
  }

  private Problem left(String rows) {
    return new Problem(
        Location.FILE,
        null,
        null,
        ROWS_LEFT,
        Severity.WARNING,
        "The rows of this import and their problems left on %s, after the time that is set for it: %s."
            .formatted(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), rows),
        "Its orders stay, with what was sent and answered.");
  }

  /** Which of some imports ended before a time. */
  Set<Long> endedBefore(Instant time, Collection<Long> imports) {
    return jdbc.sql("select id from import where id = any(?) and " + OVER)
        .param(imports.toArray(new Long[0]))
        .param(at(time))
        .query(Long.class)
        .set();
  }

  /** Which of some imports there are. */
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
