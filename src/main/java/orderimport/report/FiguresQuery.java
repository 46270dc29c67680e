package orderimport.report;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import orderimport.imports.Problem.Severity;

/** Counts. */
final class FiguresQuery {

  private static final String ROWS =
      "select status, count(*) as n from row_result where import_id = ? group by status";
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
