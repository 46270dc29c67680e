package orderimport.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.OrderImportProperties;
import orderimport.order.Orders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long placing takes at the carriers' limits; they go on side by side. */
@Component
class PlacingTime {
  private final OrderImportProperties settings;
  private final Orders orders;
  private final JdbcClient jdbc;

  PlacingTime(OrderImportProperties settings, Orders orders, DataSource dataSource) {
    this.settings = settings;
    this.orders = orders;
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * How long placing the rest of an import still takes, by the carriers' limits and by how fast the
   * orders of the last minute were sent.
   *
   * @return empty while nothing is measured of a carrier without a limit
   */
  Optional<Duration> left(long importId) {
    Map<String, Duration> each = measured(importId);
    Duration longest = Duration.ZERO;
    for (Map.Entry<String, Long> held : orders.heldByCarrier(importId).entrySet()) {
      Optional<Duration> limited = of(held.getKey(), held.getValue());
      Duration one = each.get(held.getKey());
      if (limited.isEmpty() && one == null) {
        return Optional.empty();
      }
      Duration rest = one == null ? Duration.ZERO : one.multipliedBy(held.getValue());
      longest = longest(longest, longest(rest, limited.orElse(Duration.ZERO)));
    }
    return Optional.of(longest);
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** How long an order took, by carrier; a pause is no part of it. */
  private Map<String, Duration> measured(long importId) {
    Map<String, Duration> each = new HashMap<>();
    jdbc.sql(
            """
            select o.carrier, count(*) as n,
              1000 * extract(epoch from clock_timestamp() - min(a.started_at)) as millis
            from orders o join attempt a on a.order_id = o.id and a.number = o.attempts
            where o.import_id = :id and a.started_at > greatest(
              clock_timestamp() - interval '1 minute',
              (select max(at) from import_event
               where import_id = :id and what in ('PLACED', 'WENT_ON')))
            group by o.carrier""")
        .param("id", importId)
        .query(
            row -> {
              each.put(
                  row.getString("carrier"),
                  Duration.ofMillis(row.getLong("millis")).dividedBy(row.getLong("n")));
            });
    return each;
  }

  /**
   * At the least.
   *
   * @param orders to be placed, by carrier
   * @return empty if none of the carriers has a limit
   */
  Optional<Duration> of(Map<String, Long> orders) {
    return orders.entrySet().stream()
        .flatMap(each -> of(each.getKey(), each.getValue()).stream())
        .max(Duration::compareTo);
  }

  Optional<Duration> of(String carrier, long orders) {
    CarrierProperties own = settings.carriers().get(carrier);
    CarrierProperties.RateLimit limit = own == null ? null : own.rateLimit();
    return limit == null
        ? Optional.empty()
        : Optional.of(limit.per().multipliedBy(Math.max(0, orders - 1) / limit.requests()));
  }
}
