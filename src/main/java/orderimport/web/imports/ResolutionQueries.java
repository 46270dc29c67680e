package orderimport.web.imports;

import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists what users recently recorded about orders in doubt. */
@Component
class ResolutionQueries {
  private static final int MOST = 20;

  private final JdbcClient jdbc;

  ResolutionQueries(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * The last resolution of an order.
   *
   * @param status the order's status now
   * @param undoable whether it can be undone: it is also what the ledger has, not a later record of
   *     a command
   */
  record RecentResolution(
      long orderId,
      long importId,
      String carrier,
      String orderRef,
      String environment,
      String action,
      String actor,
      Instant occurredAt,
      String status,
      @Nullable String carrierOrderId,
      boolean undoable) {}

  /** Whether the page offers to undo the resolution of an order. */
  boolean isUndoable(long orderId) {
    return recent().stream().anyMatch(each -> each.orderId() == orderId && each.undoable());
  }

  /** The latest resolutions of the last 30 days that were not undone, the newest first. */
  List<RecentResolution> recent() {
    return jdbc.sql(
            """
            select * from (
              select distinct on (e.order_id) e.id as event_id, e.order_id, e.action, e.actor, e.occurred_at,
                o.import_id, o.carrier, o.order_ref, o.environment, o.status, o.carrier_order_id,
                coalesce(r.undoable and o.resolved_by = e.actor
                  and e.occurred_at < o.resolved_at + interval '1 minute', false) as undoable
              from event_result e
              join order_result o on o.id = e.order_id
              left join resolution_result r on r.order_id = o.id
              where e.action in ('RESOLVED_ACCEPTED', 'RESOLVED_NOT_RECEIVED', 'RESOLUTION_UNDONE', 'FOUND_AT_CARRIER')
                and e.occurred_at > clock_timestamp() - interval '30 days'
              order by e.order_id, e.id desc) latest
            where action in ('RESOLVED_ACCEPTED', 'RESOLVED_NOT_RECEIVED') order by event_id desc limit ?\
            """)
        .param(MOST)
        .query(RecentResolution.class)
        .list();
  }
}
