package orderimport.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import orderimport.database.SqlTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Records who did what with an import, and when. */
@Repository
public class AuditLog {
  private static final Set<Action> CONTRIBUTIONS =
      EnumSet.of(Action.UPLOADED, Action.REREAD, Action.EDITED, Action.UNDONE, Action.REDONE);

  private final JdbcClient jdbc;

  AuditLog(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** A user's action on an import. */
  public enum Action {
    UPLOADED,
    /** Re-read the file with other options; the detail is the previous import's number. */
    REREAD,
    /** The detail is the number of orders; null if they were uploaded to be placed at once. */
    PLACED,
    /** The detail is the fencing token of the work that was paused. */
    PAUSED,
    RESUMED,
    /** Resolved an order in doubt as accepted; the detail names the order. */
    RESOLVED_ACCEPTED,
    /** Resolved an order in doubt as not received; the detail names the order. */
    RESOLVED_NOT_RECEIVED,
    /** A look-up resolved an order in doubt as accepted; the detail names the order and its id. */
    FOUND_AT_CARRIER,
    /** Edited rows; the detail is the number of changes, which {@link ChangeLog} has. */
    EDITED,
    /** Undid an own edit; the detail as of EDITED. */
    UNDONE,
    /** Repeated an edit that was undone; the detail as of EDITED. */
    REDONE,
    /** Approved that the orders on hold are placed. */
    APPROVED,
    /** Sent the import back to be fixed. */
    SENT_BACK,
    /** Decided that the import is not to be placed. */
    REJECTED,
    /** Asked for a review of an import again that was sent back or rejected. */
    REVIEW_REQUESTED,
    COMMENTED,
    /** The detail is the user who is to do something about the import; null for none. */
    ASSIGNED,
    /** Discarded an import, without an import; the detail names it. */
    DISCARDED,
    /** Made an API token, without an import; the detail names it. */
    TOKEN_MADE,
    /** Revoked an API token, without an import; the detail names it. */
    TOKEN_REVOKED,
    /** Undid the resolution of an order, which is in doubt again; the detail names the order. */
    RESOLUTION_UNDONE,
    /** Wrote a note about an order; the detail names the order. */
    NOTED,
    /** Had orders in doubt looked up, without an import; the detail is their number. */
    LOOKED_UP,
    /** Had an inbox imported, without an import; the detail is its name. */
    INBOX_RUN,
    /** Left the import out of the list of the page. */
    ARCHIVED,
    UNARCHIVED
  }

  /**
   * An action with its user and time.
   *
   * @param actor the user's login name
   * @param comment what the user wrote about it; null for nothing
   */
  public record AuditEvent(
      Instant occurredAt,
      String actor,
      Action action,
      @Nullable String detail,
      @Nullable String comment) {}

  /** Records an action with the current time; returns the event's id. */
  public long add(long importId, String actor, Action action, @Nullable String detail) {
    return add(importId, actor, action, detail, null);
  }

  /** Records an action that concerns no import. */
  public void add(String actor, Action action, String detail) {
    add(null, actor, action, detail, null);
  }

  /** As {@link #add(long, String, Action, String)}, with a comment of the user. */
  public long add(
      @Nullable Long importId,
      String actor,
      Action action,
      @Nullable String detail,
      @Nullable String comment) {
    return add(importId, null, actor, action, detail, comment);
  }

  /**
   * As {@link #add(long, String, Action, String)}, about an order.
   *
   * @param orderId the order's id in the ledger; null for none
   */
  public long add(
      @Nullable Long importId,
      @Nullable Long orderId,
      String actor,
      Action action,
      @Nullable String detail,
      @Nullable String comment) {
    return jdbc.sql(
            "insert into import_event (import_id, order_id, actor, action, detail, comment)"
                + " values (?, ?, ?, ?, ?, ?) returning id")
        .param(importId)
        .param(orderId)
        .param(actor)
        .param(action.name())
        .param(detail)
        .param(comment)
        .query(Long.class)
        .single();
  }

  /** All events of an import, the oldest first. */
  public List<AuditEvent> findByImport(long importId) {
    return jdbc.sql("select * from import_event where import_id = ? order by occurred_at, id")
        .param(importId)
        .query((row, number) -> read(row))
        .list();
  }

  private static AuditEvent read(ResultSet row) throws SQLException {
    return new AuditEvent(
        SqlTime.instant(row, "occurred_at"),
        row.getString("actor"),
        Action.valueOf(row.getString("action")),
        row.getString("detail"),
        row.getString("comment"));
  }

  /**
   * An event of any import, or of none.
   *
   * @param id grows with time
   * @param importId null if it concerns no import
   * @param fileName of the import; null without one
   */
  public record Entry(
      long id, @Nullable Long importId, @Nullable String fileName, AuditEvent event) {}

  /**
   * Which events to find; null for all.
   *
   * @param from the earliest time
   * @param until the time before which they occurred
   */
  public record Filter(
      @Nullable String actor,
      @Nullable Action action,
      @Nullable Instant from,
      @Nullable Instant until) {}

  /**
   * Finds events, the newest first.
   *
   * @param before the id of the event before which they occurred
   */
  public List<Entry> find(Filter filter, long before, int limit) {
    return jdbc.sql(
            """
            select e.*, i.file_name from import_event e left join import i on i.id = e.import_id
            where e.id < :before
              and (:actor::text is null or e.actor = :actor)
              and (:action::text is null or e.action = :action)
              and (:from::timestamptz is null or e.occurred_at >= :from)
              and (:until::timestamptz is null or e.occurred_at < :until)
            order by e.id desc limit :limit\
            """)
        .param("before", before)
        .param("actor", filter.actor())
        .param("action", filter.action() == null ? null : filter.action().name())
        .param("from", at(filter.from()))
        .param("until", at(filter.until()))
        .param("limit", limit)
        .query(
            (row, number) ->
                new Entry(
                    row.getLong("id"),
                    row.getObject("import_id", Long.class),
                    row.getString("file_name"),
                    read(row)))
        .list();
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  /** The users, tokens and processes that have acted, by name. */
  public List<String> actors() {
    return jdbc.sql("select distinct actor from import_event order by actor")
        .query(String.class)
        .list();
  }

  /** Whether a user has acted. */
  public boolean hasActed(String actor) {
    return jdbc.sql("select exists (select 1 from import_event where actor = ?)")
        .param(actor)
        .query(Boolean.class)
        .single();
  }

  /** The events that concern orders, the oldest first, by the id of the order in the ledger. */
  public Map<Long, List<AuditEvent>> findByOrders(Collection<Long> orders) {
    Map<Long, List<AuditEvent>> events = new HashMap<>();
    jdbc.sql("select * from import_event where order_id = any(?) order by id")
        .param(orders.toArray(Long[]::new))
        .query(
            row -> {
              events
                  .computeIfAbsent(row.getLong("order_id"), id -> new ArrayList<>())
                  .add(read(row));
            });
    return events;
  }

  /** The users who determined what an import would place: they uploaded, re-read or edited it. */
  public Set<String> contributors(long importId) {
    return findByImport(importId).stream()
        .filter(auditEvent -> CONTRIBUTIONS.contains(auditEvent.action()))
        .map(AuditEvent::actor)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * The import that has replaced an import whose file was re-read.
   *
   * @param importId the newest import, if the file was re-read several times
   * @param actor the user who re-read the file
   */
  public record Replacement(long importId, String actor) {}

  /** Finds the import that has replaced a deleted one. */
  public Optional<Replacement> findReplacement(long importId) {
    return jdbc
        .sql("select import_id, actor from import_event where action = 'REREAD' and detail = ?")
        .param(String.valueOf(importId))
        .query(Replacement.class)
        .list()
        .stream()
        .findFirst();
  }

  /** Copies an import's events to its replacement. */
  public void copyTo(long replacement, long importId) {
    jdbc.sql(
            "insert into import_event (import_id, occurred_at, actor, action, detail, comment)"
                + " select ?, occurred_at, actor, action, detail, comment from import_event"
                + " where import_id = ? order by id")
        .params(replacement, importId)
        .update();
  }
}
