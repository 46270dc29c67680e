package orderimport.web.imports;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds later imports of orders that had errors or were rejected. Orders are matched by
 * environment, carrier and {@code order_ref}, so it does not matter in which file an order was
 * fixed.
 */
@Component
class CorrectionQueries {
  /** An order {@code o} that failed, and the same order {@code later} in a later import. */
  private static final String LATER_ORDER =
      """
      o.status in ('INVALID', 'REJECTED') and later.status not in ('INVALID', 'REJECTED')
        and later.environment = o.environment and later.carrier = o.carrier
        and later.order_key = o.order_key
        and later.import_id > o.import_id and o.import_id > 0
      """;

  /** A rejected order counts as fixed only when the carrier has accepted it: it may fail again. */
  private static final String FIXED =
      LATER_ORDER + " and (o.status = 'INVALID' or later.status = 'ACCEPTED')";

  private final JdbcClient jdbc;

  CorrectionQueries(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * An import that shares orders with an earlier or later one.
   *
   * @param orders number of orders that both imports have
   */
  record Correction(long importId, String fileName, long orders) {}

  /** The number of fixed orders by import; imports without a fixed order are omitted. */
  Map<Long, Long> counts(Collection<Long> imports) {
    Map<Long, Long> counts = new HashMap<>();
    if (imports.isEmpty()) {
      return counts;
    }
    jdbc.sql(
            "select o.import_id, count(*) as n from order_result o where o.import_id = any(?)"
                + " and exists (select 1 from order_result later where "
                + FIXED
                + ") group by o.import_id")
        .param(imports.toArray(Long[]::new))
        .query(
            row -> {
              counts.put(row.getLong("import_id"), row.getLong("n"));
            });
    return counts;
  }

  /** The later imports that contain failed orders of an import. */
  List<Correction> findCorrecting(long importId) {
    return list("later.import_id", "o.import_id", importId);
  }

  /** The later imports that contain a failed order. */
  List<Correction> findCorrectingOrder(long orderId) {
    return list("later.import_id", "o.id", orderId);
  }

  /** The earlier imports whose failed orders an import contains. */
  List<Correction> findCorrected(long importId) {
    return list("o.import_id", "later.import_id", importId);
  }

  private List<Correction> list(String resultColumn, String filterColumn, long id) {
    return jdbc.sql(
            """
            select i.id as import_id, i.file_name, count(*) as orders
            from order_result o join order_result later on %s join import_result i on i.id = %s
            where %s = ? group by i.id, i.file_name order by i.id\
            """
                .formatted(LATER_ORDER, resultColumn, filterColumn))
        .param(id)
        .query(Correction.class)
        .list();
  }
}
