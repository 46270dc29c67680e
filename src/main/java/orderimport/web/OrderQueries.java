package orderimport.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The orders of imports. */
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
   * In the file's order.
   *
   * @param status only those with it; null for all
   * @param carrier only those of it; null for all
   * @param text how their name or the carrier's id begins; blank for all
   */
  Slice<OrderView> page(
      long importId, @Nullable String status, @Nullable String carrier, String text, int number) {
    List<OrderView> found =
        jdbc.sql(
                """
                select * from orders where import_id = :import
                  and (:status::text is null or status = :status)
                  and (:carrier::text is null or carrier = :carrier)
                  and (:start = '%' or lower(order_ref) like :start escape '\\'
                    or lower(carrier_order_id) like :start escape '\\')
                order by position, id limit :limit offset :offset""")
            .param("import", importId)
            .param("status", status == null || status.isBlank() ? null : status)
            .param("carrier", carrier == null || carrier.isBlank() ? null : carrier)
            .param(
                "start",
                text.strip().toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%")
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
                        webAddress(row.getString("link")),
                        row.getString("request") != null,
                        row.getInt("attempts")))
            .list();
    return Slice.of(found, number);
  }

  /** A carrier's link is only followed if it is one of the web. */
  private static @Nullable String webAddress(@Nullable String link) {
    return link != null && link.matches("(?i)https?://.*") ? link : null;
  }

  /** Empty if the import has no such order. */
  Optional<OrderDetail> detail(long importId, long orderId) {
    return jdbc.sql("select * from orders where id = ? and import_id = ?")
        .params(orderId, importId)
        .query(
            (row, at) ->
                new OrderDetail(
                    row.getString("status"),
                    inLines(row.getString("request")),
                    row.getString("request"),
                    row.getObject("response_status", Integer.class),
                    inLines(row.getString("response_body")),
                    row.getString("resolved_by")))
        .optional();
  }

  private static @Nullable String inLines(@Nullable String json) {
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
