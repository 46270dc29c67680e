package orderimport.imports;

import java.time.Instant;
import java.time.OffsetDateTime;
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
  private final JdbcClient jdbc;

  public AuditLog(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** A user's action on an import. */
  public enum Action {
    UPLOADED,
    /** Re-read the file with other options; the detail is the previous import's number. */
    READ_ANEW,
    /** The detail is the number of orders. */
    PLACED,
    /** The detail is the fence of the work that was paused. */
    PAUSED,
    WENT_ON,
    /** Resolved an order in doubt; the detail names the order and the resolution. */
    RESOLVED
  }

  /**
   * An action with its user and time.
   *
   * @param who the user's login name
   */
  public record AuditEvent(Instant at, String who, Action act, @Nullable String detail) {}

  /** Records an action with the current time. */
  public void add(long importId, String who, Action action, @Nullable String detail) {
    jdbc.sql("insert into import_event (import_id, who, what, detail) values (?, ?, ?, ?)")
        .param(importId)
        .param(who)
        .param(action.name())
        .param(detail)
        .update();
  }

  /** All events of an import, the oldest first. */
  public List<AuditEvent> of(long importId) {
    return jdbc.sql("select * from import_event where import_id = ? order by id")
        .param(importId)
        .query(
            (row, number) ->
                new AuditEvent(
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("who"),
                    Action.valueOf(row.getString("what")),
                    row.getString("detail")))
        .list();
  }

  /** The users who determined what an import would place: all who uploaded or re-read it. */
  public Set<String> contributors(long importId) {
    return of(importId).stream()
        .filter(
            auditEvent ->
                auditEvent.act() == Action.UPLOADED || auditEvent.act() == Action.READ_ANEW)
        .map(AuditEvent::who)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * The import that has replaced an import whose file was re-read.
   *
   * @param importId the newest import, if the file was re-read several times
   * @param who the user who re-read the file
   */
  public record Replacement(long importId, String who) {}

  /** Finds the import that has replaced a deleted one. */
  public Optional<Replacement> replacementOf(long importId) {
    return jdbc
        .sql("select import_id, who from import_event where what = 'READ_ANEW' and detail = ?")
        .param(String.valueOf(importId))
        .query((row, number) -> new Replacement(row.getLong("import_id"), row.getString("who")))
        .list()
        .stream()
        .findFirst();
  }

  /** Copies an import's events to its replacement. */
  public void moveTo(long replacement, long importId) {
    jdbc.sql(
            "insert into import_event (import_id, at, who, what, detail)"
                + " select ?, at, who, what, detail from import_event where import_id = ? order by id")
        .params(replacement, importId)
        .update();
  }
}
