package orderimport.report;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import orderimport.imports.Problem.Severity;

/** Counts. */
final class FiguresQuery {

  /** One by one only the rows of orders with errors; the others are as many as their orders say. */
  private static final String ROWS =
      """
      with of_orders as (
        select status, sum(row_count) as n from orders where import_id = ? group by status),
      of_file as (
        select count(*) as n, count(*) filter (where hidden) as hidden
        from staged_row where import_id = ?)
      select status, n from of_orders where status <> 'INVALID'
      union all
      select status, count(*) from row_result
      where import_id = ?
        and order_id in (select id from orders where import_id = ? and status = 'INVALID')
      group by status
      union all
      select 'SKIPPED', hidden from of_file
      union all
      select 'INVALID', n - hidden - (select coalesce(sum(n), 0) from of_orders) from of_file
      """;

  private static final String ORDERS =
      """
      select carrier, status, count(*) as n from orders where import_id = ? group by carrier, status
      """;
  private static final String PROBLEMS =
      "select severity, count(*) as n from problem where import_id = ? group by severity";

  private FiguresQuery() {}

  static Figures read(Snapshot snapshot, long importId) throws SQLException {
    Map<Status, Long> rows = new EnumMap<>(Status.class);
    Map<String, Map<Status, Long>> orders = new HashMap<>();
    Map<Severity, Long> problems = new EnumMap<>(Severity.class);
    snapshot.each(
        ROWS,
        importId,
        row -> rows.merge(Status.of(row.getString("status")), row.getLong("n"), Long::sum),
        sum -> {});
    snapshot.each(
        ORDERS,
        importId,
        row ->
            orders
                .computeIfAbsent(row.getString("carrier"), carrier -> new EnumMap<>(Status.class))
                .merge(Status.of(row.getString("status")), row.getLong("n"), Long::sum),
        sum -> {});
    snapshot.each(
        PROBLEMS,
        importId,
        row ->
            problems.merge(
                Severity.valueOf(row.getString("severity")), row.getLong("n"), Long::sum),
        sum -> {});
    return Figures.of(rows, orders, problems);
  }
}
