package orderimport.order;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import orderimport.database.SqlTime;
import orderimport.imports.LongSet;
import orderimport.imports.OrderIdentity;
import orderimport.imports.OrderKey;
import orderimport.imports.PostgresCopy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** The orders of all imports in PostgreSQL. The {@link Ledger} manages the states from HELD on. */
@Repository
public class Orders {
  /** An order {@code o} is one of the given carriers and keys. */
  private static final String AMONG =
      "(o.carrier, o.order_key) in (select * from unnest(?::text[], ?::text[]))";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final JdbcClient jdbc;
  private final PostgresCopy copy;

  public Orders(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.copy = new PostgresCopy(dataSource);
  }

  /** Stores newly built orders in the transaction of the caller. */
  public void add(long importId, List<? extends NewOrder> orders) {
    try (PostgresCopy.Lines lines =
        copy.into(
            "orders",
            "import_id, carrier, environment, order_ref, order_key, similar_key, status, request,"
                + " position, rows, duplicate_of, offer_request, offer_id, offer_ends_at,"
                + " site, postcode, city, product, requested_on, prices")) {
      for (NewOrder order : orders) {
        Offer offer = order.offer();
        OrderSummary summary = order.summary();
        List<OrderSummary.Price> prices = summary.prices();
        lines.add(
            importId,
            order.carrier(),
            order.environment(),
            order.orderRef(),
            order.orderKey(),
            OrderKey.similar(order.orderKey()),
            order.status().name(),
            order.request(),
            order.position(),
            array(order.rows()),
            order.duplicateOf(),
            offer == null ? null : offer.request(),
            offer == null ? null : offer.id(),
            offer == null ? null : offer.endsAt(),
            summary.site(),
            summary.postcode(),
            summary.city(),
            summary.product(),
            summary.requestedOn(),
            prices == null ? null : JSON.writeValueAsString(prices));
      }
    }
  }

  private static String array(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  /** The positions of the orders of an import from one position to another, both included. */
  public LongSet positions(long importId, long first, long last) {
    LongSet positions = new LongSet();
    jdbc.sql(
            "select array_agg(position) from orders where import_id = ? and position between ? and ?")
        .params(importId, first, last)
        .query(
            row -> {
              Array all = row.getArray(1);
              if (all != null) {
                for (Long position : (Long[]) all.getArray()) {
                  positions.add(position);
                }
              }
            });
    return positions;
  }

  /** Finds orders of an import by carrier and normalized name. */
  public List<Order> find(long importId, Collection<OrderIdentity> identities) {
    return jdbc.sql("select * from orders o where import_id = ? and " + AMONG)
        .params(importId, carriers(identities), orderKeys(identities))
        .query(Orders::read)
        .list();
  }

  /**
   * Finds the orders of an import that are on an offer for the same request as one of the given
   * orders, these included.
   */
  public List<Order> findOnSameOffers(long importId, Collection<OrderIdentity> identities) {
    return jdbc.sql(
            """
            select * from orders where import_id = ? and (carrier, offer_request) in (
              select carrier, offer_request from orders o
              where import_id = ? and offer_request is not null and %s)\
            """
                .formatted(AMONG))
        .params(importId, importId, carriers(identities), orderKeys(identities))
        .query(Orders::read)
        .list();
  }

  /**
   * Deletes orders that were never sent, to be built again, in the transaction of the caller.
   *
   * @return the positions of their rows
   */
  public Set<Long> deleteUnsent(Collection<Order> orders) {
    return jdbc.sql(
            """
            with deleted as (
              delete from orders where id = any(?) and attempts = 0
                and status in ('INVALID', 'DUPLICATE', 'HELD') returning rows)
            select unnest(rows) from deleted\
            """)
        .param(orders.stream().map(Order::id).toArray(Long[]::new))
        .query(Long.class)
        .set();
  }

  private static String[] carriers(Collection<OrderIdentity> identities) {
    return identities.stream().map(OrderIdentity::carrier).toArray(String[]::new);
  }

  private static String[] orderKeys(Collection<OrderIdentity> identities) {
    return identities.stream().map(OrderIdentity::orderKey).toArray(String[]::new);
  }

  /** Deletes where in its file each order of an import stood; the file's rows are deleted, too. */
  public void deleteLocations(long importId) {
    jdbc.sql("update orders set rows = '{}' where import_id = ?").param(importId).update();
  }

  /**
   * Finds the ACCEPTED and IN_DOUBT orders of other imports with the given names. Orders in state
   * SENDING are not included: their outcome is known before this import sends its own.
   *
   * @param orderKeys the normalized names
   * @return the orders by normalized name
   */
  public Map<String, Order> findPlaced(
      long importId, String carrier, String environment, Collection<String> orderKeys) {
    Map<String, Order> placed = new HashMap<>();
    jdbc.sql(
            "select * from orders where environment = ? and carrier = ? and order_key = any(?)"
                + " and import_id <> ? and status in ('ACCEPTED', 'IN_DOUBT')")
        .params(environment, carrier, orderKeys.toArray(new String[0]), importId)
        .query(Orders::read)
        .list()
        .forEach(order -> placed.put(order.orderKey(), order));
    return placed;
  }

  /**
   * Finds the ACCEPTED and IN_DOUBT orders of other imports on the offers for the given requests.
   *
   * @return the orders by what the offers were made for
   */
  public Map<String, Order> findOnOffers(
      long importId, String carrier, String environment, Collection<String> requests) {
    Map<String, Order> ordered = new HashMap<>();
    if (!requests.isEmpty()) {
      jdbc.sql(
              "select * from orders where environment = ? and carrier = ? and offer_request = any(?)"
                  + " and import_id <> ? and status in ('ACCEPTED', 'IN_DOUBT')")
          .params(environment, carrier, requests.toArray(new String[0]), importId)
          .query(
              row -> {
                ordered.put(row.getString("offer_request"), read(row, 0));
              });
    }
    return ordered;
  }

  /**
   * Finds the HELD and INVALID orders of an import that are on an offer for the same request as
   * another one of them, without requests none of whose orders is HELD.
   *
   * @return sorted by carrier, request and position
   */
  public List<Order> findRivals(long importId) {
    return jdbc.sql(
            """
            select * from orders where import_id = ? and offer_request is not null
              and status in ('HELD', 'INVALID') and (carrier, offer_request) in (
                select carrier, offer_request from orders
                where import_id = ? and offer_request is not null and status in ('HELD', 'INVALID')
                group by carrier, offer_request
                having count(*) > 1 and bool_or(status = 'HELD'))
            order by carrier, offer_request, position\
            """)
        .params(importId, importId)
        .query(Orders::read)
        .list();
  }

  /**
   * Finds the SENDING, ACCEPTED and IN_DOUBT orders of other imports whose names are one of the
   * given numbers, with or without leading zeros and zero decimals.
   *
   * @param numbers as returned by {@link OrderKey#number}
   */
  public List<Order> numbered(
      long importId, String carrier, String environment, Collection<String> numbers) {
    String[] keys = numbers.toArray(new String[0]);
    return jdbc.sql(
            """
            select * from orders where environment = ? and carrier = ? and import_id <> ?
              and (order_key = any(?) or similar_key = any(?))
              and status in ('SENDING', 'ACCEPTED', 'IN_DOUBT')\
            """)
        .params(environment, carrier, importId, keys, keys)
        .query(Orders::read)
        .list();
  }

  /** The orders on hold of a carrier in an environment after a position, in the file's order. */
  public List<Order> findHeld(
      long importId, String carrier, String environment, long afterPosition, int limit) {
    return jdbc.sql(
            "select * from orders where import_id = ? and carrier = ? and environment = ?"
                + " and status = 'HELD' and position > ? order by position limit ?")
        .params(importId, carrier, environment, afterPosition, limit)
        .query(Orders::read)
        .list();
  }

  /** The running imports that have orders of a carrier to place in an environment. */
  public List<Long> importsToPlace(String carrier, String environment) {
    return jdbc.sql(
            "select distinct o.import_id from orders o join import_result i on i.id = o.import_id where"
                + " o.carrier = ? and o.environment = ? and o.status in ('HELD', 'SENDING') and"
                + " i.state = 'RUNNING' and i.kind = 'IMPORT'")
        .params(carrier, environment)
        .query(Long.class)
        .list();
  }

  /** The number of orders on hold by carrier, without carriers that have none. */
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

  /** The number of orders by import and status, without imports and statuses that have none. */
  public Map<Long, Map<OrderStatus, Long>> counts(Collection<Long> imports) {
    Map<Long, Map<OrderStatus, Long>> counts = new HashMap<>();
    jdbc.sql(
            "select import_id, status, count(*) as n from orders where import_id = any(?)"
                + " group by import_id, status")
        .param(imports.toArray(Long[]::new))
        .query(
            row -> {
              counts
                  .computeIfAbsent(row.getLong("import_id"), id -> new EnumMap<>(OrderStatus.class))
                  .put(OrderStatus.valueOf(row.getString("status")), row.getLong("n"));
            });
    return counts;
  }

  /** The number of an import's orders by status, without statuses that have none. */
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

  /** Whether an import has a duplicate of an order that is SENDING or IN_DOUBT. */
  public boolean duplicatesInDoubt(long importId) {
    return jdbc.sql(
            "select exists (select 1 from orders o join orders earlier on earlier.id ="
                + " o.duplicate_of where o.import_id = ? and o.status = 'DUPLICATE' and"
                + " earlier.status in ('SENDING', 'IN_DOUBT'))")
        .param(importId)
        .query(Boolean.class)
        .single();
  }

  /** Finds an order of an import, not of a dry run, by its id in the ledger. */
  public Optional<Order> find(long id) {
    return jdbc.sql("select * from orders where id = ? and import_id > 0")
        .param(id)
        .query(Orders::read)
        .optional();
  }

  /** Finds the orders in doubt by name in any spelling; at most one per environment. */
  public List<Order> findInDoubt(String carrier, String orderRef) {
    return jdbc.sql(
            "select * from orders where carrier = ? and order_key = ? and status = 'IN_DOUBT'"
                + " order by environment")
        .params(carrier, OrderKey.of(orderRef))
        .query(Orders::read)
        .list();
  }

  static Order read(ResultSet row, int number) throws SQLException {
    return new Order(
        row.getLong("id"),
        row.getLong("import_id"),
        row.getString("carrier"),
        row.getString("environment"),
        row.getString("order_ref"),
        row.getString("order_key"),
        OrderStatus.valueOf(row.getString("status")),
        row.getString("request"),
        row.getString("host"),
        row.getString("carrier_order_id"),
        row.getInt("attempts"),
        row.getLong("position"),
        readOffer(row));
  }

  private static @Nullable Offer readOffer(ResultSet row) throws SQLException {
    String request = row.getString("offer_request");
    return request == null
        ? null
        : new Offer(
            request, row.getString("offer_id"), SqlTime.instantOrNull(row, "offer_ends_at"));
  }
}
