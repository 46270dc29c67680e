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

/** Who did what with an import, and when. */
@Repository
public class AuditLog {
  private final JdbcClient jdbc;

  public AuditLog(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** What people do with imports. */
  public enum Action {
    UPLOADED,
    /** Had the file read again with other options; the detail is the number it had before. */
    READ_ANEW,
    /** The detail is how many orders. */
    PLACED,
    /** The detail is the fence of the work that was to end. */
    PAUSED,
    WENT_ON,
    /** Said what became of an order in doubt; the detail says which and what. */
    RESOLVED
  }

  /**
   * Something that somebody did.
   *
   * @param who the person's name at the login
   */
  public record AuditEvent(Instant at, String who, Action act, @Nullable String detail) {}

  /** Keeps that somebody did something just now. */
  public void add(long importId, String who, Action action, @Nullable String detail) {
    jdbc.sql("insert into import_event (import_id, who, what, detail) values (?, ?, ?, ?)")
        .param(importId)
        .param(who)
        .param(action.name())
        .param(detail)
        .update();
  }

  /** All of an import, the oldest first. */
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

  /** Who has a part in what an import would place: all who uploaded it or had it read again. */
  public Set<String> contributors(long importId) {
    return of(importId).stream()
        .filter(
            auditEvent ->
                auditEvent.act() == Action.UPLOADED || auditEvent.act() == Action.READ_ANEW)
        .map(AuditEvent::who)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * What has taken the place of an import whose file was re-read.
   *
   * @param importId the newest, if the file was re-read several times
   * @param who had the file re-read
   */
  public record Replacement(long importId, String who) {}

  /** The import that has taken the place of one that is gone; empty without one. */
  public Optional<Replacement> replacementOf(long importId) {
    return jdbc
        .sql("select import_id, who from import_event where what = 'READ_ANEW' and detail = ?")
        .param(String.valueOf(importId))
        .query((row, number) -> new Replacement(row.getLong("import_id"), row.getString("who")))
        .list()
        .stream()
        .findFirst();
  }

  /** Leaves an import's history to the one that replaces it. */
  public void moveTo(long replacement, long importId) {
    jdbc.sql(
            "insert into import_event (import_id, at, who, what, detail)"
                + " select ?, at, who, what, detail from import_event where import_id = ? order by id")
        .params(replacement, importId)
        .update();
  }
}
