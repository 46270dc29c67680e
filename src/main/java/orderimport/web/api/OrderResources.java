package orderimport.web.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import orderimport.heading.HeadingCatalog;
import orderimport.imports.OrderKey;
import orderimport.order.OrderStatus;
import orderimport.web.ResourceNotFoundException;
import orderimport.web.api.OrderResource.Response;
import orderimport.web.api.OrderResource.RowLocation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Finds orders and represents them. */
@Component
class OrderResources {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final JdbcClient jdbc;
  private final HeadingCatalog headingCatalog;

  OrderResources(DataSource dataSource, HeadingCatalog headingCatalog) {
    this.jdbc = JdbcClient.create(dataSource);
    this.headingCatalog = headingCatalog;
  }

  /** An order as the database has it. */
  private record Row(
      long id,
      long importId,
      long position,
      List<Long> rows,
      String carrier,
      String environment,
      String orderRef,
      OrderStatus status,
      @Nullable String request,
      @Nullable Integer responseStatus,
      @Nullable String responseBody,
      @Nullable String carrierOrderId,
      int attempts) {

    static Row read(ResultSet row, int number) throws SQLException {
      return new Row(
          row.getLong("id"),
          row.getLong("import_id"),
          row.getLong("position"),
          Arrays.asList((Long[]) row.getArray("rows").getArray()),
          row.getString("carrier"),
          row.getString("environment"),
          row.getString("order_ref"),
          OrderStatus.valueOf(row.getString("status")),
          row.getString("request"),
          row.getObject("response_status", Integer.class),
          row.getString("response_body"),
          row.getString("carrier_order_id"),
          row.getInt("attempts"));
    }
  }

  /** The orders of an import in the order of the file. */
  Page<OrderResource> findByImport(long importId, @Nullable OrderStatus status, PageRequest page) {
    Cursor after = page.after(-1, 0);
    List<Row> found =
        jdbc.sql(
                """
                select * from order_result
                where import_id = ? and (position, id) > (?, ?) and (?::text is null or status = ?)
                order by position, id limit ?\
                """)
            .param(importId)
            .param(after.number(0))
            .param(after.number(1))
            .param(name(status))
            .param(name(status))
            .param(page.sizeToFind())
            .query(Row::read)
            .list();
    return new Page<>(
        represent(page.page(found)), page.next(found, row -> Cursor.of(row.position(), row.id())));
  }

  private static @Nullable String name(@Nullable OrderStatus status) {
    return status == null ? null : status.name();
  }

  /**
   * The orders of all imports, the newest first.
   *
   * @param orderRef in any spelling that means the same order; null for all
   */
  Page<OrderResource> find(
      @Nullable String carrier,
      @Nullable String orderRef,
      @Nullable OrderStatus status,
      PageRequest page) {
    // A condition that is not set would keep the database from using the index.
    String ofRef = orderRef == null ? "" : " and order_key = :key";
    List<Row> found =
        jdbc.sql(
                """
                select * from order_result
                where import_id > 0 and id < :before
                  and (:carrier::text is null or carrier = :carrier)
                  and (:status::text is null or status = :status) %s
                order by id desc limit :limit\
                """
                    .formatted(ofRef))
            .param("before", page.after(Long.MAX_VALUE).number(0))
            .param("carrier", carrier)
            .param("key", orderRef == null ? null : OrderKey.of(orderRef))
            .param("status", name(status))
            .param("limit", page.sizeToFind())
            .query(Row::read)
            .list();
    return new Page<>(represent(page.page(found)), page.next(found, row -> Cursor.of(row.id())));
  }

  /**
   * An order of an import.
   *
   * @throws ResourceNotFoundException if it does not exist
   */
  OrderResource get(long id) {
    return represent(
            jdbc.sql("select * from order_result where id = ? and import_id > 0")
                .param(id)
                .query(Row::read)
                .list())
        .stream()
        .findFirst()
        .orElseThrow(() -> new ResourceNotFoundException("order " + id));
  }

  private List<OrderResource> represent(List<Row> rows) {
    Map<List<Long>, String> sheets = new HashMap<>();
    jdbc.sql("select import_id, position, name from sheet_result where import_id = any(?)")
        .param(rows.stream().map(Row::importId).distinct().toArray(Long[]::new))
        .query(
            row -> {
              sheets.put(
                  List.of(row.getLong("import_id"), row.getLong("position")),
                  row.getString("name"));
            });
    return rows.stream().map(row -> represent(row, sheets)).toList();
  }

  private OrderResource represent(Row row, Map<List<Long>, String> sheets) {
    return new OrderResource(
        row.carrier(),
        row.orderRef(),
        row.rows().stream()
            .map(
                position ->
                    new RowLocation(
                        sheets.getOrDefault(List.of(row.importId(), position >> 32), ""),
                        position.intValue()))
            .toList(),
        row.status(),
        row.request(),
        row.responseStatus() == null
            ? null
            : new Response(row.responseStatus(), body(row.responseBody())),
        row.carrierOrderId(),
        row.attempts(),
        row.environment(),
        row.request() == null ? Map.of() : headingCatalog.headers(row.carrier()).of(row.request()),
        row.id(),
        row.importId());
  }

  /** A body as JSON, which a text that is not becomes by quotation marks. */
  private static @Nullable String body(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      if (!text.isBlank() && !JSON.readTree(text).isMissingNode()) {
        return text;
      }
    } catch (JacksonException e) {
      // Not JSON.
    }
    return JSON.writeValueAsString(text);
  }
}
