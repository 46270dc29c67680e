package orderimport.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which imports take up orders of earlier ones that had errors, or that the carrier rejected. It
 * does not matter how somebody fixed them: an order is known by its name.
 */
@Component
class Corrections {
  /** An order {@code o} that was not placed, and the same order {@code later} without errors. */
  private static final String TAKEN_UP =
      """
      o.status in ('INVALID', 'REJECTED') and later.status not in ('INVALID', 'REJECTED')
        and later.environment = o.environment and later.carrier = o.carrier
        and lower(later.order_ref) = lower(o.order_ref) and later.order_key = o.order_key
        and later.import_id > o.import_id and o.import_id > 0
      """;

  /**
   * What a carrier rejected may be rejected again: it is fixed when the carrier has accepted it.
   */
  private static final String FIXED =
      TAKEN_UP + " and (o.status = 'INVALID' or later.status = 'ACCEPTED')";

  private final JdbcClient jdbc;

  Corrections(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * An import that takes up orders of another one, or whose orders another one takes up.
   *
   * @param orders that both have
   */
  record Correction(long importId, String fileName, long orders) {}

  /** How many orders of some imports are fixed; imports without one are left out. */
  Map<Long, Long> counts(Collection<Long> imports) {
    Map<Long, Long> counts = new HashMap<>();
    if (imports.isEmpty()) {
      return counts;
    }
    jdbc.sql(
            "select o.import_id, count(*) as n from orders o where o.import_id = any(?)"
                + " and exists (select 1 from orders later where "
                + FIXED
                + ") group by o.import_id")
        .param(imports.toArray(Long[]::new))
        .query(
            row -> {
              counts.put(row.getLong("import_id"), row.getLong("n"));
            });
    return counts;
  }

  /** The later imports that take up orders of an import. */
  List<Correction> by(long importId) {
    return list("later.import_id", "o.import_id", importId);
  }

  /** The later imports that have an order of an import without its errors. */
  List<Correction> ofOrder(long orderId) {
    return list("later.import_id", "o.id", orderId);
  }

  /** The earlier imports of which an import takes up orders. */
  List<Correction> of(long importId) {
    return list("o.import_id", "later.import_id", importId);
  }

  private List<Correction> list(String shown, String known, long id) {
    return jdbc.sql(
            """
            select i.id, i.file_name, count(*) as n
            from orders o join orders later on %s join import i on i.id = %s
            where %s = ? group by i.id, i.file_name order by i.id"""
                .formatted(TAKEN_UP, shown, known))
        .param(id)
        .query(
            (row, number) ->
                new Correction(row.getLong("id"), row.getString("file_name"), row.getLong("n")))
        .list();
  }
}
