package orderimport.web.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.WebAddress;
import orderimport.database.SqlTime;
import orderimport.imports.OrderKey;
import orderimport.order.OrderSummary.Price;
import orderimport.web.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
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

  private static final String DETAIL =
      """
      select o.*, t.status as carrier_status, earlier.import_id as earlier_import,
        earlier.carrier as earlier_carrier, earlier.order_ref as earlier_ref,
        i.file_name as earlier_file
      from order_result o
      left join tracking_result t on t.order_id = o.id
      left join order_result earlier on earlier.id = o.duplicate_of
      left join import_result i on i.id = earlier.import_id
      where o.import_id = ?\
      """;

  private final JdbcClient jdbc;
  private final ProblemQueries problemQueries;

  OrderQueries(DataSource dataSource, ProblemQueries problemQueries) {
    this.jdbc = JdbcClient.create(dataSource);
    this.problemQueries = problemQueries;
  }

  /**
   * A page of an import's orders.
   *
   * @param changedSince only orders whose state at the carrier changed then or later; null for all
   * @param number of the page, from 1
   */
  Slice<OrderView> page(
      long importId, OrderFilter filter, @Nullable Instant changedSince, int number) {
    List<OrderView> found =
        jdbc.sql(
                """
                with found as (
                  select o.* from order_result o
                  where o.import_id = :import
                    and (:status::text is null or o.status = :status)
                    and (:carrier::text is null or o.carrier = :carrier)
                    and (:text::text is null
                      or lower(o.order_ref) like :text || '%%' escape '\\'
                      or lower(o.carrier_order_id) like :text || '%%' escape '\\'
                      or o.postcode like :text || '%%' escape '\\'
                      or lower(concat_ws(chr(31), o.site, o.city, o.product))
                        like '%%' || :text || '%%' escape '\\')
                    and (:since::timestamptz is null or exists (
                      select 1 from status_change_result c
                      where c.order_id = o.id and c.noticed_at >= :since))
                  order by %1$s, o.position, o.id limit :limit offset :offset)
                select o.*, t.status as carrier_status from found o
                left join tracking_result t on t.order_id = o.id
                order by %1$s, o.position, o.id\
                """
                    .formatted(
                        filter.by().sql() + (filter.isDescending() ? " desc" : "") + " nulls last"))
            .param("import", importId)
            .param("status", filter.status())
            .param("carrier", filter.carrier())
            .param("text", pattern(filter.q()))
            .param("since", changedSince == null ? null : changedSince.atOffset(ZoneOffset.UTC))
            .param("limit", Slice.SIZE + 1)
            .param("offset", Slice.offset(number))
            .query(OrderQueries::view)
            .list();
    Map<Long, OrderView.FirstProblem> problems =
        problemQueries.firstOfOrders(importId, found.stream().map(OrderView::id).toList());
    return Slice.of(
        found.stream().map(order -> order.with(problems.get(order.id()))).toList(), number);
  }

  /** A text in lower case for the operator {@code like}; null for null. */
  private static @Nullable String pattern(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1");
  }

  private static OrderView view(ResultSet row, int at) throws SQLException {
    return new OrderView(
        row.getLong("id"),
        row.getString("carrier"),
        row.getString("order_ref"),
        row.getString("status"),
        row.getString("carrier_order_id"),
        row.getString("carrier_status"),
        row.getString("site"),
        row.getString("postcode"),
        row.getString("city"),
        row.getString("product"),
        row.getObject("requested_on", LocalDate.class),
        prices(row.getString("prices")),
        null);
  }

  /** By currency, without what costs nothing; none if the order's carrier has no prices. */
  private static List<Price> prices(@Nullable String json) {
    return json == null
        ? List.of()
        : JSON.readValue(json, new TypeReference<List<Price>>() {}).stream()
            .filter(price -> price.oneTime().signum() != 0 || price.monthly().signum() != 0)
            .toList();
  }

  /** The order; empty if the import has no such order. */
  Optional<OrderDetail> detail(long importId, long orderId) {
    return detail(jdbc.sql(DETAIL + " and o.id = ?").params(importId, orderId));
  }

  /** The order by its name in any spelling; empty if the import has no such order. */
  Optional<OrderDetail> detail(long importId, String carrier, String orderRef) {
    return detail(
        jdbc.sql(DETAIL + " and o.carrier = ? and o.order_key = ?")
            .params(importId, carrier, OrderKey.of(orderRef)));
  }

  private static Optional<OrderDetail> detail(StatementSpec query) {
    return query.query(OrderQueries::readDetail).optional();
  }

  private static OrderDetail readDetail(ResultSet row, int at) throws SQLException {
    return new OrderDetail(
        row.getLong("id"),
        row.getString("environment"),
        List.of((Long[]) row.getArray("rows").getArray()),
        // That of the sandbox leads to a host that does not exist.
        row.getString("environment").equals(CarrierProperties.SANDBOX)
            ? null
            : WebAddress.orNull(row.getString("link")),
        prettyPrint(row.getString("request")),
        row.getString("request"),
        row.getObject("response_status", Integer.class),
        prettyPrint(row.getString("response_body")),
        row.getString("resolved_by"),
        SqlTime.instantOrNull(row, "offer_ends_at"),
        view(row, at),
        row.getObject("earlier_import") == null
            ? null
            : new OrderDetail.Earlier(
                row.getLong("earlier_import"),
                row.getString("earlier_file"),
                row.getString("earlier_carrier"),
                row.getString("earlier_ref")));
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
