package orderimport.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import orderimport.carrier.OrderTracking.Detail;
import orderimport.carrier.OrderTracking.Offer;
import orderimport.database.SqlTime;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * An accepted order and its state at the carrier.
 *
 * @param carrierOrderId null if the carrier's response had none
 * @param status as the carrier spells it; null before it has stated one
 * @param since null before the carrier has stated a state
 * @param checked when the carrier last stated the state; null before
 * @param problem why it stated none when it was last asked; null if it did
 */
record ResultTracking(
    String carrier,
    String orderRef,
    @Nullable String carrierOrderId,
    @Nullable String status,
    boolean isFinal,
    @Nullable Instant since,
    @Nullable Instant checked,
    List<Detail> details,
    List<Offer> offers,
    @Nullable Text problem) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The accepted orders of an import, in the order of the file. */
  static final String SQL =
      """
      select o.carrier, o.order_ref, o.carrier_order_id, t.status, t.final, t.since, t.checked_at,
             t.details, t.offers, t.problem
      from order_result o join tracking_result t on t.order_id = o.id
      where o.import_id = ? and o.status = 'ACCEPTED' order by o.position, o.id
      """;

  /** Whether carriers were asked for orders of an import, and whether there are offers to order. */
  static final String FILES =
      """
      select coalesce(bool_or(t.asked_at is not null), false) as asked,
             coalesce(bool_or(t.offers <> '[]'), false) as offers
      from order_result o join tracking_result t on t.order_id = o.id
      where o.import_id = ? and o.status = 'ACCEPTED'
      """;

  static ResultTracking read(ResultSet row) throws SQLException {
    return new ResultTracking(
        row.getString("carrier"),
        row.getString("order_ref"),
        row.getString("carrier_order_id"),
        row.getString("status"),
        row.getBoolean("final"),
        SqlTime.instantOrNull(row, "since"),
        SqlTime.instantOrNull(row, "checked_at"),
        JSON.readValue(row.getString("details"), new TypeReference<List<Detail>>() {}),
        JSON.readValue(row.getString("offers"), new TypeReference<List<Offer>>() {}),
        Text.ofJson(row.getString("problem")));
  }
}
