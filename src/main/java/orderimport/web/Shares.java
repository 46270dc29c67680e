package orderimport.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import orderimport.order.Orders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The carriers' parts of imports. */
@Component
class Shares {
  private final JdbcClient jdbc;
  private final Orders orders;
  private final CarrierTargets targets;
  private final PlacingTime time;

  Shares(DataSource dataSource, Orders orders, CarrierTargets targets, PlacingTime time) {
    this.jdbc = JdbcClient.create(dataSource);
    this.orders = orders;
    this.targets = targets;
    this.time = time;
  }

  /** By the carriers' names; those without a row are left out. */
  List<CarrierShare> of(long importId) {
    Map<String, Long> rows = count("staged_row", importId);
    Map<String, Long> built = count("orders", importId);
    Map<String, Long> held = orders.heldByCarrier(importId);
    return new TreeSet<>(rows.keySet())
        .stream()
            .map(
                carrier ->
                    share(
                        carrier,
                        rows.getOrDefault(carrier, 0L),
                        built.getOrDefault(carrier, 0L),
                        held.getOrDefault(carrier, 0L)))
            .toList();
  }

  private CarrierShare share(String carrier, long rows, long built, long held) {
    return new CarrierShare(
        carrier,
        rows,
        built,
        held,
        targets.sandbox(carrier),
        targets.host(carrier),
        time.of(carrier, held).orElse(null));
  }

  private Map<String, Long> count(String table, long importId) {
    Map<String, Long> counts = new TreeMap<>();
    jdbc.sql(
            "select carrier, count(*) as n from "
                + table
                + " where import_id = ? and carrier is not null group by carrier")
        .param(importId)
        .query(
            row -> {
              counts.put(row.getString("carrier"), row.getLong("n"));
            });
    return counts;
  }
}
