package orderimport.web.imports;

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

/** Estimates how long placing takes. The carriers work in parallel: the slowest counts. */
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
   * The time left to place the held orders of an import, by the carriers' rate limits and by the
   * rate of the last minute.
   *
   * @return empty while no rate has been measured for a carrier without a rate limit
   */
  Optional<Duration> remaining(long importId) {
    Map<String, Duration> perOrder = measuredPerOrder(importId);
    Duration longest = Duration.ZERO;
    for (Map.Entry<String, Long> held : orders.heldByCarrier(importId).entrySet()) {
      Optional<Duration> minimum = of(held.getKey(), held.getValue());
      Duration measured = perOrder.get(held.getKey());
      if (minimum.isEmpty() && measured == null) {
        return Optional.empty();
      }
      Duration rest = measured == null ? Duration.ZERO : measured.multipliedBy(held.getValue());
      longest = longest(longest, longest(rest, minimum.orElse(Duration.ZERO)));
    }
    return Optional.of(longest);
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** The measured time per order by carrier, since the last start or resume. */
  private Map<String, Duration> measuredPerOrder(long importId) {
    Map<String, Duration> perOrder = new HashMap<>();
    jdbc.sql(
            """
            select o.carrier, count(*) as n,
              1000 * extract(epoch from clock_timestamp() - min(a.started_at)) as millis
            from order_result o join attempt_result a on a.order_id = o.id and a.number = o.attempts
            where o.import_id = :id and a.started_at > greatest(
              clock_timestamp() - interval '1 minute',
              (select max(occurred_at) from event_result
               where import_id = :id and action in ('PLACED', 'RESUMED')))
            group by o.carrier\
            """)
        .param("id", importId)
        .query(
            row -> {
              perOrder.put(
                  row.getString("carrier"),
                  Duration.ofMillis(row.getLong("millis")).dividedBy(row.getLong("n")));
            });
    return perOrder;
  }

  /**
   * The minimum time to place orders, by the carriers' rate limits.
   *
   * @param orders number of orders to place, by carrier
   * @return empty if none of the carriers has a rate limit
   */
  Optional<Duration> of(Map<String, Long> orders) {
    return orders.entrySet().stream()
        .flatMap(entry -> of(entry.getKey(), entry.getValue()).stream())
        .max(Duration::compareTo);
  }

  Optional<Duration> of(String carrier, long orders) {
    CarrierProperties properties = settings.carriers().get(carrier);
    return properties == null || properties.limits().isEmpty()
        ? Optional.empty()
        : Optional.of(properties.atLeast(orders));
  }
}
