package orderimport.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import orderimport.database.SqlTime;
import orderimport.order.InDoubtOrder.Row;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The orders in doubt of all imports. */
@Repository
public class InDoubtOrders {
  private final JdbcClient jdbc;

  InDoubtOrders(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** All orders in doubt, the oldest first. */
  public List<InDoubtOrder> findAll() {
    return find(null);
  }

  /** The orders in doubt of an import, the oldest first. */
  public List<InDoubtOrder> findByImport(long importId) {
    return find(importId);
  }

  private List<InDoubtOrder> find(@Nullable Long importId) {
    return jdbc.sql(
            """
            select o.*, i.file_name, a.started_at, a.worker, a.detail as why,
              l.id as lookup_id, l.attempt, l.asked_at, l.asked_by, l.call, l.outcome, l.detail,
              l.response_status as lookup_status, l.response,
              (select count(*) from order_lookup
               where order_id = o.id and attempt = o.attempts) as lookups,
              (select string_agg((r.row & 4294967295) || ' ' || s.name, chr(31) order by r.row)
               from unnest(o.rows) as r(row)
               join sheet_result s on s.import_id = o.import_id and s.position = r.row >> 32) as locations
            from orders o
            join import_result i on i.id = o.import_id
            left join attempt a on a.order_id = o.id and a.number = o.attempts
            left join lateral (
              select * from order_lookup
              where order_id = o.id and attempt = o.attempts order by id desc limit 1) l on true
            where o.status = 'IN_DOUBT' and (?::bigint is null or o.import_id = ?)
            order by a.started_at, o.id\
            """)
        .param(importId)
        .param(importId)
        .query(InDoubtOrders::read)
        .list();
  }

  private static InDoubtOrder read(ResultSet row, int number) throws SQLException {
    return new InDoubtOrder(
        row.getString("carrier"),
        row.getString("order_ref"),
        row.getLong("import_id"),
        row.getString("file_name"),
        rows(row.getString("locations")),
        SqlTime.instantOrNull(row, "started_at"),
        row.getString("worker"),
        Objects.requireNonNullElseGet(
            Text.ofJson(row.getString("why")), Reason.PROGRAM_ENDED::text),
        row.getString("request"),
        (Integer) row.getObject("response_status"),
        row.getString("response_body"),
        row.getString("environment"),
        row.getLong("id"),
        row.getInt("attempts"),
        row.getString("host"),
        row.getInt("lookups"),
        row.getObject("lookup_id") == null ? null : Lookups.read(row, "lookup_status"));
  }

  private static List<Row> rows(@Nullable String locations) {
    return locations == null
        ? List.of()
        : Arrays.stream(locations.split("\u001f"))
            .map(location -> location.split(" ", 2))
            .map(parts -> new Row(parts[1], Integer.parseInt(parts[0])))
            .toList();
  }
}
