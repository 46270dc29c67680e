package orderimport.web.imports;

import java.util.List;
import javax.sql.DataSource;
import orderimport.web.CarrierEndpoints;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Summarizes imports by carrier. */
@Component
class CarrierSummaries {
  private final JdbcClient jdbc;
  private final CarrierEndpoints endpoints;
  private final PlacingTime placingTime;

  CarrierSummaries(DataSource dataSource, CarrierEndpoints endpoints, PlacingTime placingTime) {
    this.jdbc = JdbcClient.create(dataSource);
    this.endpoints = endpoints;
    this.placingTime = placingTime;
  }

  /** The summaries of the carriers that rows of an import name, sorted by name. */
  List<CarrierSummary> findByImport(long importId) {
    return jdbc.sql(
            """
            select rows.carrier, rows.n as rows, coalesce(built.n, 0) as built,
                   coalesce(built.held, 0) as held
            from (select each.key as carrier, sum(each.value::bigint) as n
                  from row_source cross join jsonb_each_text(carriers) each
                  where import_id = ? group by each.key) rows
            left join (select carrier, count(*) as n, count(*) filter (where status = 'HELD') as held
                       from order_result where import_id = ? group by carrier) built
              on built.carrier = rows.carrier
            order by rows.carrier\
            """)
        .params(importId, importId)
        .query(
            (row, number) ->
                summary(
                    row.getString("carrier"),
                    row.getLong("rows"),
                    row.getLong("built"),
                    row.getLong("held")))
        .list();
  }

  private CarrierSummary summary(String carrier, long rows, long built, long held) {
    return new CarrierSummary(
        carrier,
        rows,
        built,
        held,
        endpoints.sandbox(carrier),
        endpoints.environment(carrier),
        endpoints.host(carrier),
        placingTime.of(carrier, held).orElse(null));
  }
}
