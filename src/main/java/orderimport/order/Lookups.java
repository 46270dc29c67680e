package orderimport.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import orderimport.database.SqlTime;
import orderimport.order.LookupEvidence.Outcome;
import orderimport.problem.Text;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The evidence of all look-ups of orders in doubt. */
@Repository
public class Lookups {
  private final JdbcClient jdbc;

  Lookups(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** Stores the evidence of a look-up, in the transaction of the caller if there is one. */
  public void add(long orderId, LookupEvidence evidence) {
    add(jdbc, orderId, evidence);
  }

  static void add(JdbcClient jdbc, long orderId, LookupEvidence evidence) {
    jdbc.sql(
            "insert into order_lookup (order_id, attempt, asked_at, asked_by, call, outcome, detail,"
                + " response_status, response) values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)")
        .param(orderId)
        .param(evidence.attempt())
        .param(evidence.askedAt().atOffset(ZoneOffset.UTC))
        .param(evidence.askedBy())
        .param(evidence.call())
        .param(evidence.outcome().name())
        .param(evidence.detail().json())
        .param(evidence.responseStatus())
        .param(evidence.response())
        .update();
  }

  /** The look-ups of an order, the latest first. */
  public List<LookupEvidence> findByOrder(long orderId) {
    return jdbc.sql("select * from order_lookup where order_id = ? order by id desc")
        .param(orderId)
        .query((row, number) -> read(row))
        .list();
  }

  private static LookupEvidence read(ResultSet row) throws SQLException {
    return read(row, "response_status");
  }

  static LookupEvidence read(ResultSet row, String statusColumn) throws SQLException {
    return new LookupEvidence(
        row.getInt("attempt"),
        SqlTime.instant(row, "asked_at"),
        row.getString("asked_by"),
        row.getString("call"),
        Outcome.valueOf(row.getString("outcome")),
        Objects.requireNonNull(Text.ofJson(row.getString("detail"))),
        (Integer) row.getObject(statusColumn),
        row.getString("response"));
  }

  /** An order that may be at the carrier, with the reference that was sent. */
  public record SentReference(long orderId, long importId, String orderRef, String reference) {}

  /**
   * Finds the orders that are, or may be, at a carrier and were sent with one of these references,
   * whatever their case.
   *
   * @param field the field of the request that has the reference
   */
  public List<SentReference> findSent(
      String environment, String carrier, String field, Collection<String> references) {
    return jdbc.sql(
            """
            select id as order_id, import_id, order_ref, request::jsonb ->> ?::text as reference from orders
            where environment = ? and carrier = ?
              and status in ('SENDING', 'ACCEPTED', 'IN_DOUBT') and request is not null
              and lower(request::jsonb ->> ?::text) in (select lower(each) from unnest(?::text[]) each)\
            """)
        .params(field, environment, carrier, field, references.toArray(String[]::new))
        .query(SentReference.class)
        .list();
  }
}
