package orderimport.monitoring;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A snapshot of the ledger, over all processes that share the database.
 *
 * @param orders by carrier and status, as {@code granite HELD}
 * @param requests by carrier and outcome, as {@code granite RETRYABLE}; the outcome of requests in
 *     progress is {@link #UNDER_WAY}
 * @param imports by state
 * @param rows stored rows
 * @param oldestHeldSeconds age of the oldest import with a held order; 0 without such an import
 * @param pendingNotifications notifications that have not been delivered yet
 * @param machines the imports that each of several machines works on, by machine and activity
 */
record LedgerCounts(
    Map<String, Long> orders,
    Map<String, Long> requests,
    Map<String, Long> imports,
    double rows,
    double oldestHeldSeconds,
    double pendingNotifications,
    Map<Machine, Long> machines) {

  /**
   * A machine of several, and what it does.
   *
   * @param activity such as {@code PLACE}
   */
  record Machine(String host, String activity) {}

  static final String UNDER_WAY = "UNDER_WAY";

  static LedgerCounts read(DataSource dataSource, PlatformTransactionManager transactions) {
    JdbcClient jdbc = JdbcClient.create(dataSource);
    TransactionTemplate readOnly = new TransactionTemplate(transactions);
    readOnly.setReadOnly(true);
    return Objects.requireNonNull(readOnly.execute(status -> read(jdbc)));
  }

  private static LedgerCounts read(JdbcClient jdbc) {
    return new LedgerCounts(
        counts(
            jdbc,
            "select carrier || ' ' || status as name, count(*) as n from order_result where import_id > 0"
                + " group by carrier, status"),
        counts(
            jdbc,
            """
            select o.carrier || ' ' || coalesce(a.outcome, 'UNDER_WAY') as name, count(*) as n
            from attempt_result a join order_result o on o.id = a.order_id group by o.carrier, a.outcome\
            """),
        counts(
            jdbc,
            "select state as name, count(*) as n from import_result where kind = 'IMPORT' group by state"),
        number(jdbc, "select coalesce(sum(row_count), 0) from sheet_result"),
        number(
            jdbc,
            """
            select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)
            from import_result i where kind = 'IMPORT' and exists (
              select 1 from order_result o where o.import_id = i.id and o.status = 'HELD')\
            """),
        number(
            jdbc,
            "select count(*) from notification_result where sent_at is null and next_attempt_at <"
                + " 'infinity'"),
        machines(jdbc));
  }

  private static Map<Machine, Long> machines(JdbcClient jdbc) {
    Map<Machine, Long> machines = new HashMap<>();
    RowCallbackHandler addRow =
        row ->
            machines.put(
                new Machine(row.getString("host"), row.getString("activity")), row.getLong("n"));
    jdbc.sql(
            "select host, activity, count(distinct import_id) as n from machine_activity"
                + " group by host, activity")
        .query(addRow);
    return machines;
  }

  private static Map<String, Long> counts(JdbcClient jdbc, String sql) {
    Map<String, Long> counts = new HashMap<>();
    RowCallbackHandler addRow = row -> counts.put(row.getString("name"), row.getLong("n"));
    jdbc.sql(sql).query(addRow);
    return counts;
  }

  private static double number(JdbcClient jdbc, String sql) {
    return jdbc.sql(sql).query(Double.class).single();
  }
}
