package orderimport.web.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import orderimport.order.OrderSummary.Price;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adds up what the orders on hold of an import cost. */
@Component
class OrderTotals {
  private final JdbcClient jdbc;

  OrderTotals(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * What orders cost together.
   *
   * @param sums by currency, sorted by its code; the currency is empty where none is stated
   * @param priced the number of orders with a price
   * @param unpriced the number of orders without one, although their carrier's form has prices
   */
  record Totals(List<Price> sums, long priced, long unpriced) {}

  /** Empty if no carrier of the orders on hold has prices in its form. */
  Optional<Totals> ofHeld(long importId) {
    List<Price> sums = new ArrayList<>();
    long[] counts = new long[2];
    jdbc.sql(
            """
            with held as (
              select id, prices from order_result
              where import_id = ? and status = 'HELD' and prices is not null)
            select null as currency, null::numeric as once, null::numeric as monthly,
              count(*) filter (where prices <> '[]') as priced,
              count(*) filter (where prices = '[]') as unpriced
            from held
            union all
            (select price ->> 'currency', sum((price ->> 'oneTime')::numeric),
              sum((price ->> 'monthly')::numeric), 0, 0
            from held cross join jsonb_array_elements(prices) price
            group by price ->> 'currency' order by 1)\
            """)
        .param(importId)
        .query(
            row -> {
              String currency = row.getString("currency");
              if (currency == null) {
                counts[0] = row.getLong("priced");
                counts[1] = row.getLong("unpriced");
              } else {
                sums.add(
                    new Price(currency, row.getBigDecimal("once"), row.getBigDecimal("monthly")));
              }
            });
    return counts[0] + counts[1] == 0
        ? Optional.empty()
        : Optional.of(new Totals(sums, counts[0], counts[1]));
  }
}
