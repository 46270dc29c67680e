package orderimport.imports;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
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
    REDONE
  }

  /**
   * An action with its user and time.
   *
   * @param actor the user's login name
   */
  public record AuditEvent(
      Instant occurredAt, String actor, Action action, @Nullable String detail) {}

  /** Records an action with the current time; returns the event's id. */
  public long add(long importId, String actor, Action action, @Nullable String detail) {
    return jdbc.sql(
            "insert into import_event (import_id, actor, action, detail) values (?, ?, ?, ?)"
                + " returning id")
        .param(importId)
        .param(actor)
        .param(action.name())
        .param(detail)
        .query(Long.class)
        .single();
  }

  /** All events of an import, the oldest first. */
  public List<AuditEvent> findByImport(long importId) {
    return jdbc.sql("select * from import_event where import_id = ? order by occurred_at, id")
        .param(importId)
        .query(
            (row, number) ->
                new AuditEvent(
                    row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                    row.getString("actor"),
                    Action.valueOf(row.getString("action")),
                    row.getString("detail")))
        .list();
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
        .query((row, number) -> new Replacement(row.getLong("import_id"), row.getString("actor")))
        .list()
        .stream()
        .findFirst();
  }

  /** Copies an import's events to its replacement. */
  public void copyTo(long replacement, long importId) {
    jdbc.sql(
            "insert into import_event (import_id, occurred_at, actor, action, detail) select ?,"
                + " occurred_at, actor, action, detail from import_event where import_id = ? order"
                + " by id")
        .params(replacement, importId)
        .update();
  }
}
