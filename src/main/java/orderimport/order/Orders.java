package orderimport.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import orderimport.imports.CopyIn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The orders of all imports in PostgreSQL. Their way from HELD on is the {@link Ledger}'s. */
@Repository
public class Orders {
  private final JdbcClient jdbc;
  private final CopyIn copy;

  public Orders(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.copy = new CopyIn(dataSource);
  }

  /** Keeps orders as they come out of building, in the transaction of the caller. */
  public void add(long importId, List<? extends NewOrder> orders) {
    try (CopyIn.Lines lines =
        copy.into(
            "orders",
            "import_id, carrier, order_ref, status, request, position, row_count, duplicate_of")) {
      for (NewOrder order : orders) {
        lines
            .value(importId)
            .value(order.carrier())
            .value(order.orderRef())
            .value(order.status().name())
            .value(order.request())
            .value(order.position())
            .value(order.rows())
            .value(order.duplicateOf())
            .end();
      }
    }
  }

  /**
   * Which of some orders are with the carrier, or may be, since another import placed them. One
   * that is being sent is not among them: what becomes of it is known before it is this import's
   * turn.
   *
   * @return by {@code order_ref}
   */
  public Map<String, Order> placedBefore(
      long importId, String carrier, Collection<String> orderRefs) {
    Map<String, Order> placed = new HashMap<>();
    jdbc.sql(
            "select * from orders where carrier = ? and order_ref = any(?) and import_id <> ?"
                + " and status in ('ACCEPTED', 'IN_DOUBT')")
        .params(carrier, orderRefs.toArray(new String[0]), importId)
        .query(Orders::read)
        .list()
        .forEach(order -> placed.put(order.orderRef(), order));
    return placed;
  }

  /**
   * The orders of a carrier that wait to be placed, in the file's order, those after a position.
   */
  public List<Order> held(long importId, String carrier, long afterPosition, int limit) {
    return jdbc.sql(
            "select * from orders where import_id = ? and carrier = ? and status = 'HELD'"
                + " and position > ? order by position limit ?")
        .params(importId, carrier, afterPosition, limit)
        .query(Orders::read)
        .list();
  }

  /** How many orders wait to be placed, by carrier; carriers without one are left out. */
  public Map<String, Long> heldByCarrier(long importId) {
    Map<String, Long> held = new TreeMap<>();
    jdbc.sql(
            "select carrier, count(*) as n from orders where import_id = ? and status = 'HELD'"
                + " group by carrier")
        .param(importId)
        .query(
            row -> {
              held.put(row.getString("carrier"), row.getLong("n"));
            });
    return held;
  }

  /** How many orders an import has in each state; states without one are left out. */
  public Map<OrderStatus, Long> count(long importId) {
    Map<OrderStatus, Long> counts = new EnumMap<>(OrderStatus.class);
    jdbc.sql("select status, count(*) as n from orders where import_id = ? group by status")
        .param(importId)
        .query(
            row -> {
              counts.put(OrderStatus.valueOf(row.getString("status")), row.getLong("n"));
            });
    return counts;
  }

  /** Whether nobody knows of an import's duplicate whether the earlier order arrived. */
  public boolean duplicatesInDoubt(long importId) {
    return jdbc.sql(
            "select exists (select 1 from orders o join orders earlier on earlier.id = o.duplicate_of"
                + " where o.import_id = ? and o.status = 'DUPLICATE'"
                + " and earlier.status in ('SENDING', 'IN_DOUBT'))")
        .param(importId)
        .query(Boolean.class)
        .single();
  }

  /** The order of that name which is in doubt; at most one is, over all imports. */
  public Optional<Order> inDoubt(String carrier, String orderRef) {
    return jdbc.sql(
            "select * from orders where carrier = ? and order_ref = ? and status = 'IN_DOUBT'")
        .params(carrier, orderRef)
        .query(Orders::read)
        .optional();
  }

  static Order read(ResultSet row, int number) throws SQLException {
    return new Order(
        row.getLong("id"),
        row.getLong("import_id"),
        row.getString("carrier"),
        row.getString("order_ref"),
        OrderStatus.valueOf(row.getString("status")),
        row.getString("request"),
        row.getString("carrier_order_id"),
        row.getInt("attempts"),
        row.getLong("position"));
  }
}
