package orderimport.report;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import orderimport.problem.Problem.Severity;

/** Reads the counts of an import. */
final class ImportCountsQuery {

  private static final String ORDERS =
      """
      select carrier, status, count(*) as n, sum(cardinality(rows)) as rows
      from order_result where import_id = ? group by carrier, status
      """;
  private static final String ROWS =
      "select sum(row_count) as read, sum(hidden_count) as hidden from sheet_result where import_id = ?";

  /**
   * Only the rows of invalid orders can have another status than their order. Not a join: with the
   * statistics from before many orders became invalid, the database would compare each row with all
   * problems, for minutes.
   */
  private static final String INVALID_ROWS_OF_ORDERS =
      """
      select count(*) as n from (
        select unnest(rows) from order_result where import_id = ? and status = 'INVALID'
        intersect
        select sheet::bigint << 32 | row from problem_result
        where import_id = ? and severity = 'ERROR' and row is not null) r
      """;

  /** Rows without an order that have an error; the others were not checked yet. */
  private static final String INVALID_ROWS_WITHOUT_ORDER =
      """
      select count(*) as n from (
        select p.sheet::bigint << 32 | p.row as position from problem_result p
        cross join lateral (
          select rows from row_source where import_id = p.import_id and sheet = p.sheet
            and first_row <= p.row order by first_row desc limit 1) block
        where p.import_id = ? and p.severity = 'ERROR' and block.rows @> p.row
        except
        select unnest(rows) from order_result where import_id = ?) r
      """;

  private static final String PROBLEMS =
      "select severity, count(*) as n from problem_result where import_id = ? group by severity";

  private ImportCountsQuery() {}

  static ImportCounts read(Snapshot snapshot, long importId) throws SQLException {
    Map<ResultStatus, Long> rows = new EnumMap<>(ResultStatus.class);
    Map<Severity, Long> problems = new EnumMap<>(Severity.class);
    Map<String, Map<ResultStatus, Long>> orders = orders(snapshot, importId, rows);
    Long ofInvalidOrders = rows.get(ResultStatus.INVALID);
    long withoutOrder = addRowsWithoutOrder(snapshot, importId, rows);
    if (ofInvalidOrders != null) {
      snapshot.each(
          INVALID_ROWS_OF_ORDERS,
          importId,
          row -> {
            rows.put(ResultStatus.BLOCKED, ofInvalidOrders - row.getLong("n"));
            return rows.put(ResultStatus.INVALID, row.getLong("n") + withoutOrder);
          },
          sum -> {});
    }
    snapshot.each(
        PROBLEMS,
        importId,
        row ->
            problems.merge(
                Severity.valueOf(row.getString("severity")), row.getLong("n"), Long::sum),
        sum -> {});
    return ImportCounts.of(rows, orders, problems);
  }

  /** As {@link #read}, without what takes long for an import with many problems. */
  static ImportOutline outline(Snapshot snapshot, long importId) throws SQLException {
    Map<ResultStatus, Long> rows = new EnumMap<>(ResultStatus.class);
    Map<ResultStatus, Long> orders = new EnumMap<>(ResultStatus.class);
    orders(snapshot, importId, rows)
        .values()
        .forEach(counts -> counts.forEach((status, n) -> orders.merge(status, n, Long::sum)));
    addRowsWithoutOrder(snapshot, importId, rows);
    return new ImportOutline(
        rows.values().stream().mapToLong(Long::longValue).sum(),
        rows.getOrDefault(ResultStatus.INVALID, 0L),
        orders);
  }

  /** The orders by carrier and status; adds the number of their rows by the order's status. */
  private static Map<String, Map<ResultStatus, Long>> orders(
      Snapshot snapshot, long importId, Map<ResultStatus, Long> rows) throws SQLException {
    Map<String, Map<ResultStatus, Long>> orders = new HashMap<>();
    snapshot.each(
        ORDERS,
        importId,
        row -> {
          ResultStatus status = ResultStatus.valueOf(row.getString("status"));
          rows.merge(status, row.getLong("rows"), Long::sum);
          return orders
              .computeIfAbsent(
                  row.getString("carrier"), carrier -> new EnumMap<>(ResultStatus.class))
              .merge(status, row.getLong("n"), Long::sum);
        },
        sum -> {});
    return orders;
  }

  /** Adds the number of rows without an order; returns how many of them have an error. */
  private static long addRowsWithoutOrder(
      Snapshot snapshot, long importId, Map<ResultStatus, Long> rows) throws SQLException {
    long ofOrders = rows.values().stream().mapToLong(Long::longValue).sum();
    snapshot.each(
        ROWS,
        importId,
        row -> {
          rows.put(ResultStatus.SKIPPED, row.getLong("hidden"));
          return rows.put(
              ResultStatus.PENDING, row.getLong("read") - row.getLong("hidden") - ofOrders);
        },
        sum -> {});
    long[] invalid = {0};
    if (rows.getOrDefault(ResultStatus.PENDING, 0L) > 0) {
      snapshot.each(
          INVALID_ROWS_WITHOUT_ORDER,
          importId,
          row -> {
            invalid[0] = row.getLong("n");
            rows.merge(ResultStatus.INVALID, invalid[0], Long::sum);
            return rows.merge(ResultStatus.PENDING, -invalid[0], Long::sum);
          },
          sum -> {});
    }
    return invalid[0];
  }
}
