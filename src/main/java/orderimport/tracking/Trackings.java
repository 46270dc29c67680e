package orderimport.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import orderimport.carrier.OrderTracking.Detail;
import orderimport.carrier.OrderTracking.Offer;
import orderimport.carrier.OrderTracking.OfferCell;
import orderimport.carrier.OrderTracking.OrderState;
import orderimport.database.SqlTime;
import orderimport.placement.StoredText;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The states of accepted orders in PostgreSQL, and their history. */
@Repository
public class Trackings {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST_STATUS = 200;

  private static final String CHANGES =
      """
      select c.*, o.import_id, o.carrier, o.order_ref, o.carrier_order_id, i.file_name
      from order_status_change c
      join order_result o on o.id = c.order_id
      join import_result i on i.id = o.import_id
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  public Trackings(DataSource dataSource, TransactionTemplate transaction) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = transaction;
  }

  /**
   * Where orders are asked for.
   *
   * @param environment the configured one
   * @param host the configured one
   */
  record Target(String carrier, String environment, String host) {}

  /**
   * Which orders are asked for.
   *
   * @param imports their imports; null for all
   * @param dueAt only those that are due then; null for all
   * @param askedBefore only those that were last asked for before; null for all
   */
  record Selection(
      @Nullable Collection<Long> imports, @Nullable Instant dueAt, @Nullable Instant askedBefore) {}

  /**
   * Claims orders for this process, which renews the claim. When it expires, the process is assumed
   * dead, and another one may claim them.
   *
   * @return the orders that are not final and that no process has claimed, the longest due first
   */
  List<OrderToTrack> claim(Target target, Selection selection, int limit, Duration length) {
    return jdbc.sql(
            """
            with claimed as (
              update order_tracking set claimed_until = clock_timestamp() + make_interval(secs => :length)
              where order_id in (
                select t.order_id from order_tracking t join order_result o on o.id = t.order_id
                where not t.final and t.claimed_until < clock_timestamp()
                  and (:due::timestamptz is null or t.next_check_at <= :due)
                  and (:asked::timestamptz is null or t.asked_at is null or t.asked_at < :asked)
                  and o.status = 'ACCEPTED' and o.carrier = :carrier
                  and o.environment = :environment and o.host = :host
                  and (:all or o.import_id = any(:imports))
                order by t.next_check_at, t.order_id limit :limit for update of t skip locked)
              returning *)
            select t.accepted_at, t.next_check_at, o.*, a.started_at
            from claimed t
            join order_result o on o.id = t.order_id
            left join attempt_result a on a.order_id = o.id and a.number = o.attempts
            order by t.next_check_at, o.id\
            """)
        .param("length", length.toSeconds())
        .param("due", atOrNull(selection.dueAt()))
        .param("asked", atOrNull(selection.askedBefore()))
        .param("carrier", target.carrier())
        .param("environment", target.environment())
        .param("host", target.host())
        .param("all", selection.imports() == null)
        .param("imports", array(selection.imports()))
        .param("limit", limit)
        .query(Trackings::toTrack)
        .list();
  }

  private static Long[] array(@Nullable Collection<Long> imports) {
    return imports == null ? new Long[0] : imports.toArray(Long[]::new);
  }

  private static OrderToTrack toTrack(ResultSet row, int number) throws SQLException {
    Instant acceptedAt = Objects.requireNonNull(SqlTime.instantOrNull(row, "accepted_at"));
    Instant sentAt = SqlTime.instantOrNull(row, "started_at");
    return new OrderToTrack(
        row.getLong("id"),
        row.getLong("import_id"),
        row.getString("carrier"),
        row.getString("order_ref"),
        row.getString("carrier_order_id"),
        row.getString("tracking_path"),
        row.getString("request"),
        sentAt == null ? acceptedAt : sentAt,
        acceptedAt);
  }

  /**
   * The number of orders with the same target.
   *
   * @param environment where they were placed
   * @param host to which they were sent
   */
  record OrdersOfTarget(String carrier, String environment, String host, long orders) {}

  /** The orders of a selection that are not final, by their carrier, environment and host. */
  List<OrdersOfTarget> countToAsk(Selection selection) {
    return jdbc.sql(
            """
            select o.carrier, o.environment, coalesce(o.host, '') as host, count(*) as orders
            from order_tracking t join order_result o on o.id = t.order_id
            where not t.final and o.status = 'ACCEPTED'
              and (:due::timestamptz is null or t.next_check_at <= :due)
              and (:asked::timestamptz is null or t.asked_at is null or t.asked_at < :asked)
              and (:all or o.import_id = any(:imports))
            group by 1, 2, 3 order by 1, 2, 3\
            """)
        .param("due", atOrNull(selection.dueAt()))
        .param("asked", atOrNull(selection.askedBefore()))
        .param("all", selection.imports() == null)
        .param("imports", array(selection.imports()))
        .query(OrdersOfTarget.class)
        .list();
  }

  /** Whether orders of a selection are claimed. */
  boolean isAnyClaimed(Target target, Selection selection) {
    return jdbc.sql(
            """
            select exists (
              select 1 from order_tracking t join order_result o on o.id = t.order_id
              where not t.final and t.claimed_until > clock_timestamp()
                and (:asked::timestamptz is null or t.asked_at is null or t.asked_at < :asked)
                and o.status = 'ACCEPTED' and o.carrier = :carrier
                and o.environment = :environment and o.host = :host
                and (:all or o.import_id = any(:imports)))\
            """)
        .param("asked", atOrNull(selection.askedBefore()))
        .param("carrier", target.carrier())
        .param("environment", target.environment())
        .param("host", target.host())
        .param("all", selection.imports() == null)
        .param("imports", array(selection.imports()))
        .query(Boolean.class)
        .single();
  }

  /** When carriers were last asked for orders of an import, by its id. */
  Map<Long, Instant> lastAsked() {
    Map<Long, Instant> lastAsked = new TreeMap<>();
    jdbc.sql(
            "select o.import_id, max(t.asked_at) as asked_at from order_tracking t join"
                + " order_result o on o.id = t.order_id where t.asked_at is not null group by 1")
        .query(
            row -> {
              lastAsked.put(
                  row.getLong("import_id"),
                  Objects.requireNonNull(SqlTime.instantOrNull(row, "asked_at")));
            });
    return lastAsked;
  }

  /** Extends the claims on orders that have no result yet. */
  void renew(Collection<OrderToTrack> claimed, Duration length) {
    jdbc.sql(
            "update order_tracking set claimed_until = clock_timestamp() + make_interval(secs => ?)"
                + " where order_id = any(?) and claimed_until > clock_timestamp()")
        .params(length.toSeconds(), ids(claimed))
        .update();
  }

  private static Long[] ids(Collection<OrderToTrack> orders) {
    return orders.stream().map(OrderToTrack::id).toArray(Long[]::new);
  }

  /** Gives claimed orders back without a result. */
  void release(Collection<OrderToTrack> orders, @Nullable Instant nextCheckAt) {
    jdbc.sql(
            "update order_tracking set claimed_until = '-infinity',"
                + " next_check_at = coalesce(?, next_check_at) where order_id = any(?)")
        .param(atOrNull(nextCheckAt))
        .param(ids(orders))
        .update();
  }

  /** Records that the carrier stated no state of an order, and gives the order back. */
  void recordProblem(OrderToTrack order, Text problem, Instant askedAt, Instant nextCheckAt) {
    jdbc.sql(
            """
            update order_tracking set asked_at = ?, problem = ?::jsonb, next_check_at = ?,
              claimed_until = '-infinity'
            where order_id = ? and (asked_at is null or asked_at <= ?)\
            """)
        .params(at(askedAt), problem.json(), at(nextCheckAt), order.id(), at(askedAt))
        .update();
  }

  private record Stored(
      @Nullable String status,
      boolean isFinal,
      @Nullable Instant since,
      List<Detail> details,
      List<Offer> offers,
      @Nullable Instant askedAt) {}

  /**
   * Records the state of an order, and gives the order back.
   *
   * @return the change; empty if the state is as before, or another process has recorded a later
   *     one
   */
  Optional<StatusChange> record(
      OrderToTrack order, OrderState stated, Instant askedAt, Instant nextCheckAt) {
    OrderState state = storable(stated);
    return transaction.execute(
        status -> {
          Stored stored = lock(order.id());
          if (stored.askedAt() != null && stored.askedAt().isAfter(askedAt)) {
            return Optional.empty();
          }
          boolean sameStatus = state.status().equals(stored.status());
          Instant since =
              Objects.requireNonNullElseGet(
                  state.since(),
                  () -> sameStatus && stored.since() != null ? stored.since() : askedAt);
          write(order, state, since, askedAt, nextCheckAt);
          return sameStatus
                  && state.isFinal() == stored.isFinal()
                  && state.details().equals(stored.details())
                  && state.offers().equals(stored.offers())
              ? Optional.empty()
              : Optional.of(addChange(order, stored.status(), state, since, askedAt));
        });
  }

  private Stored lock(long orderId) {
    return jdbc.sql("select * from order_tracking where order_id = ? for update")
        .param(orderId)
        .query(
            (row, number) ->
                new Stored(
                    row.getString("status"),
                    row.getBoolean("final"),
                    SqlTime.instantOrNull(row, "since"),
                    details(row),
                    JSON.readValue(row.getString("offers"), new TypeReference<List<Offer>>() {}),
                    SqlTime.instantOrNull(row, "asked_at")))
        .single();
  }

  /** PostgreSQL accepts no NUL. */
  private static OrderState storable(OrderState state) {
    return new OrderState(
        StoredText.of(state.status(), LONGEST_STATUS),
        state.isFinal(),
        state.since(),
        state.details().stream()
            .map(each -> new Detail(each.name(), StoredText.of(each.value(), StoredText.LONGEST)))
            .toList(),
        state.offers().stream()
            .map(
                offer ->
                    new Offer(
                        offer.carrier(),
                        offer.cells().stream()
                            .map(
                                cell ->
                                    new OfferCell(
                                        cell.heading(),
                                        StoredText.of(cell.value(), StoredText.LONGEST),
                                        cell.isNumber()))
                            .toList()))
            .toList(),
        state.isDelivered());
  }

  private void write(
      OrderToTrack order, OrderState state, Instant since, Instant askedAt, Instant nextCheckAt) {
    jdbc.sql(
            """
            update order_tracking set status = ?, final = ?, since = ?,
              delivered_at = case when ? then coalesce(delivered_at, ?) end, details = ?::jsonb,
              offers = ?::jsonb, checked_at = ?, asked_at = ?, problem = null, next_check_at = ?,
              claimed_until = '-infinity'
            where order_id = ?\
            """)
        .params(
            state.status(),
            state.isFinal(),
            at(since),
            state.isDelivered(),
            at(since),
            JSON.writeValueAsString(state.details()),
            JSON.writeValueAsString(state.offers()),
            at(askedAt),
            at(askedAt),
            at(nextCheckAt),
            order.id())
        .update();
  }

  /** The first state is only worth a notification if there is something to do or to know. */
  private StatusChange addChange(
      OrderToTrack order,
      @Nullable String previous,
      OrderState state,
      Instant since,
      Instant askedAt) {
    long id =
        jdbc.sql(
                """
                insert into order_status_change
                  (order_id, noticed_at, previous, status, final, since, details, to_notify)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?) returning id\
                """)
            .param(order.id())
            .param(at(askedAt))
            .param(previous)
            .param(state.status())
            .param(state.isFinal())
            .param(at(since))
            .param(JSON.writeValueAsString(state.details()))
            .param(previous != null || state.isFinal() || !state.offers().isEmpty())
            .query(Long.class)
            .single();
    return jdbc.sql(CHANGES + " where c.id = ?").param(id).query(Trackings::change).single();
  }

  /** The state of an order; empty if it was never accepted. */
  public Optional<Tracking> findByOrder(long orderId) {
    return jdbc.sql("select * from order_tracking where order_id = ?")
        .param(orderId)
        .query(
            (row, number) ->
                new Tracking(
                    row.getString("status"),
                    row.getBoolean("final"),
                    SqlTime.instantOrNull(row, "since"),
                    details(row),
                    SqlTime.instantOrNull(row, "checked_at"),
                    SqlTime.instantOrNull(row, "asked_at"),
                    Objects.requireNonNull(SqlTime.instantOrNull(row, "next_check_at")),
                    Text.ofJson(row.getString("problem"))))
        .optional();
  }

  /** The history of an order's state, the latest first. */
  public List<StatusChange> history(long orderId) {
    return jdbc.sql(CHANGES + " where c.order_id = ? order by c.id desc")
        .param(orderId)
        .query(Trackings::change)
        .list();
  }

  /** Takes the changes that no notification has named, in the transaction of the caller. */
  List<StatusChange> takeToNotify() {
    List<Long> ids =
        jdbc.sql("update order_status_change set to_notify = false where to_notify returning id")
            .query(Long.class)
            .list();
    return ids.isEmpty()
        ? List.of()
        : jdbc.sql(CHANGES + " where c.id = any(?) order by o.carrier, c.id")
            .param(ids.toArray(Long[]::new))
            .query(Trackings::change)
            .list();
  }

  /** When the oldest change was noticed that no notification has named; empty without one. */
  Optional<Instant> oldestToNotify() {
    return jdbc.sql("select min(noticed_at) as noticed_at from order_status_change where to_notify")
        .query((row, number) -> Optional.ofNullable(SqlTime.instantOrNull(row, "noticed_at")))
        .single();
  }

  private static StatusChange change(ResultSet row, int number) throws SQLException {
    return new StatusChange(
        row.getLong("order_id"),
        row.getLong("import_id"),
        row.getString("file_name"),
        row.getString("carrier"),
        row.getString("order_ref"),
        row.getString("carrier_order_id"),
        Objects.requireNonNull(SqlTime.instantOrNull(row, "noticed_at")),
        row.getString("previous"),
        row.getString("status"),
        row.getBoolean("final"),
        Objects.requireNonNull(SqlTime.instantOrNull(row, "since")),
        details(row));
  }

  /** Reads the column {@code details}. */
  public static List<Detail> details(ResultSet row) throws SQLException {
    return JSON.readValue(row.getString("details"), new TypeReference<List<Detail>>() {});
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime atOrNull(@Nullable Instant time) {
    return time == null ? null : at(time);
  }
}
