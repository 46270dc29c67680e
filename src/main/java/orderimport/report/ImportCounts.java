package orderimport.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orderimport.problem.Phrase;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text;
import orderimport.problem.TextKey;
import org.jspecify.annotations.Nullable;

/**
 * The counts of an import. Each map contains all possible keys in the order of the results; its
 * values add up to the total beside it.
 *
 * @param read rows read, hidden ones included
 * @param rows by status, {@link ResultStatus#OF_ROWS}
 * @param total orders
 * @param orders by status, {@link ResultStatus#OF_ORDERS}
 * @param byCarrier the orders by carrier and status; only carriers with orders
 * @param problems by severity
 */
public record ImportCounts(
    long read,
    Map<ResultStatus, Long> rows,
    long total,
    Map<ResultStatus, Long> orders,
    Map<String, Map<ResultStatus, Long>> byCarrier,
    Map<Severity, Long> problems) {

  /** Completes the maps and calculates the totals. */
  static ImportCounts of(
      Map<ResultStatus, Long> rows,
      Map<String, Map<ResultStatus, Long>> byCarrier,
      Map<Severity, Long> problems) {
    Map<ResultStatus, Long> orders = new EnumMap<>(ResultStatus.class);
    Map<String, Map<ResultStatus, Long>> carriers = new TreeMap<>();
    byCarrier.forEach(
        (carrier, counts) -> {
          counts.forEach((status, count) -> orders.merge(status, count, Long::sum));
          carriers.put(carrier, complete(ResultStatus.class, ResultStatus.OF_ORDERS, counts));
        });
    return new ImportCounts(
        sum(rows),
        complete(ResultStatus.class, ResultStatus.OF_ROWS, rows),
        sum(orders),
        complete(ResultStatus.class, ResultStatus.OF_ORDERS, orders),
        Collections.unmodifiableMap(carriers),
        complete(Severity.class, List.of(Severity.values()), problems));
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static <K extends Enum<K>> Map<K, Long> complete(
      Class<K> type, List<K> keys, Map<K, Long> counts) {
    Map<K, Long> complete = new EnumMap<>(type);
    keys.forEach(key -> complete.put(key, counts.getOrDefault(key, 0L)));
    return Collections.unmodifiableMap(complete);
  }

  /** The number of orders with a status. */
  public long orders(ResultStatus status) {
    return orders.getOrDefault(status, 0L);
  }

  /** The number of rows with a status. */
  public long rows(ResultStatus status) {
    return rows.getOrDefault(status, 0L);
  }

  /** {@code 30 rows read = 20 accepted + 10 invalid}. */
  public Text rowsBalance() {
    return balance(read, ReportText.of(read, ReportText.ROWS_READ_ONE, ReportText.ROWS_READ), rows);
  }

  /** {@code 9 orders = 8 accepted + 1 rejected}. */
  public Text ordersBalance() {
    return balance(total, ordersText(total), orders);
  }

  static TextKey ordersText(long total) {
    return ReportText.of(total, ReportText.ORDERS_ONE, ReportText.ORDERS);
  }

  private static Text balance(long sum, TextKey noun, Map<ResultStatus, Long> counts) {
    Text described = describe(counts, ReportText.PLUS);
    return described == null ? noun.text(sum) : ReportText.BALANCE.text(noun.text(sum), described);
  }

  /** {@code 8 accepted, 1 rejected}, without zero counts; null if all are zero. */
  static @Nullable Text describe(Map<ResultStatus, Long> counts) {
    return describe(counts, Phrase.COMMA);
  }

  private static @Nullable Text describe(Map<ResultStatus, Long> counts, TextKey separator) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> ReportText.COUNT.text(entry.getValue(), entry.getKey().text()))
        .reduce(separator::text)
        .orElse(null);
  }
}
