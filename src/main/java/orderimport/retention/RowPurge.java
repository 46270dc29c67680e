package orderimport.retention;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import orderimport.imports.ExpiredImports;
import orderimport.imports.Problems;
import orderimport.order.Orders;
import orderimport.problem.FileProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text;
import orderimport.report.Reports;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes the rows and problems of imports past their retention period. */
@Component
class RowPurge {
  private final ExpiredImports imports;
  private final Orders orders;
  private final Problems problems;
  private final Reports reports;
  private final TransactionTemplate transaction;
  private final Clock clock;

  RowPurge(
      ExpiredImports imports,
      Orders orders,
      Problems problems,
      Reports reports,
      TransactionTemplate transaction,
      Clock clock) {
    this.imports = imports;
    this.orders = orders;
    this.problems = problems;
    this.reports = reports;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Deletes the rows and problems of imports that ended before a time; returns the number of
   * imports.
   */
  int deleteBefore(Instant time) {
    List<Long> old = imports.findUnpurged(time);
    old.forEach(importId -> delete(importId, time));
    return old.size();
  }

  private void delete(long importId, Instant time) {
    Text rows = reports.counts(importId).rowsBalance();
    transaction.executeWithoutResult(
        status -> {
          if (imports.purge(importId, time)) {
            orders.deleteLocations(importId);
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
}
