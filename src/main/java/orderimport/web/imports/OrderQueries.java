package orderimport.web.imports;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import orderimport.carrier.WebAddress;
import orderimport.web.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Lists the orders of imports. */
@Component
class OrderQueries {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final JdbcClient jdbc;

  OrderQueries(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * A page of an import's orders, in the order of the file.
   *
   * @param status null or blank for all
   * @param carrier null or blank for all
   * @param text the beginning of an {@code order_ref} or carrier order id; blank for all
   * @param changedSince only orders whose state at the carrier changed then or later; null for all
   * @param number of the page, from 1
   */
  Slice<OrderView> page(
      long importId,
      @Nullable String status,
      @Nullable String carrier,
      String text,
      @Nullable Instant changedSince,
      int number) {
    List<OrderView> found =
        jdbc.sql(
                """
                select o.*, t.status as carrier_status from order_result o
                left join tracking_result t on t.order_id = o.id
                where o.import_id = :import
                  and (:status::text is null or o.status = :status)
                  and (:carrier::text is null or o.carrier = :carrier)
                  and (:start = '%' or lower(o.order_ref) like :start escape '\\'
                    or lower(o.carrier_order_id) like :start escape '\\')
                  and (:since::timestamptz is null or exists (
                    select 1 from status_change_result c
                    where c.order_id = o.id and c.noticed_at >= :since))
                order by o.position, o.id limit :limit offset :offset\
                """)
            .param("import", importId)
            .param("status", status == null || status.isBlank() ? null : status)
            .param("carrier", carrier == null || carrier.isBlank() ? null : carrier)
            .param(
                "start",
                text.strip().toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%")
            .param("since", changedSince == null ? null : changedSince.atOffset(ZoneOffset.UTC))
            .param("limit", Slice.SIZE + 1)
            .param("offset", Slice.offset(number))
            .query(
                (row, at) ->
                    new OrderView(
                        row.getLong("id"),
                        row.getString("carrier"),
                        row.getString("order_ref"),
                        row.getString("status"),
                        row.getString("carrier_order_id"),
                        WebAddress.orNull(row.getString("link")),
                        row.getString("request") != null,
                        row.getInt("attempts"),
                        row.getString("carrier_status")))
            .list();
    return Slice.of(found, number);
  }

  /** The order; empty if the import has no such order. */
  Optional<OrderDetail> detail(long importId, long orderId) {
    return jdbc.sql("select * from order_result where id = ? and import_id = ?")
        .params(orderId, importId)
        .query(
            (row, at) ->
                new OrderDetail(
                    row.getString("status"),
                    prettyPrint(row.getString("request")),
                    row.getString("request"),
                    row.getObject("response_status", Integer.class),
                    prettyPrint(row.getString("response_body")),
                    row.getString("resolved_by")))
        .optional();
  }

  private static @Nullable String prettyPrint(@Nullable String json) {
    if (json == null || json.isBlank()) {
      return null;
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json));
    } catch (JacksonException e) {
      return json;
    }
  }
}
