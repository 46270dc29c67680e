package orderimport.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import orderimport.database.SqlTime;
import orderimport.inbox.InboxRun.Trigger;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.web.util.UriUtils;

/** The inboxes and their runs in PostgreSQL. Every write requires the inbox lock. */
@Repository
class InboxRunRepository {
  private final JdbcClient jdbc;
  private final Clock clock;

  InboxRunRepository(DataSource dataSource, Clock clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.clock = clock;
  }

  /** The unfinished run of an inbox. */
  Optional<InboxRun> findOpen(String inbox) {
    return jdbc.sql("select * from inbox_run where inbox = ? and ended_at is null")
        .param(inbox)
        .query(InboxRunRepository::readRun)
        .optional();
  }

  /**
   * Begins a run and marks its scheduled time as handled.
   *
   * @param hold whether its orders wait to be placed by a user, also if another process resumes it
   */
  InboxRun begin(
      String inbox,
      Trigger trigger,
      CronSchedule.@Nullable DueTime dueTime,
      boolean late,
      boolean hold) {
    ensureInbox(inbox);
    OffsetDateTime dueAt = dueTime == null ? null : at(dueTime.last());
    return jdbc.sql(
            """
            with dealt as (
              update inbox set last_due_at = coalesce(?::timestamptz, last_due_at) where name = ?)
            insert into inbox_run (inbox, trigger_type, due_at, missed_count, late, hold, started_at)
            values (?, ?, ?, ?, ?, ?, ?)
            returning *\
            """)
        .param(dueAt)
        .param(inbox)
        .param(inbox)
        .param(trigger.name())
        .param(dueAt)
        .param(dueTime == null ? 0 : dueTime.before())
        .param(late)
        .param(hold)
        .param(at(Instant.now(clock)))
        .query(InboxRunRepository::readRun)
        .single();
  }

  private void ensureInbox(String inbox) {
    jdbc.sql("insert into inbox (name) values (?) on conflict do nothing").param(inbox).update();
  }

  /** Resumes a run that another process began. */
  InboxRun resume(InboxRun run) {
    return jdbc.sql("update inbox_run set attempts = attempts + 1 where id = ? returning *")
        .param(run.id())
        .query(InboxRunRepository::readRun)
        .single();
  }

  /** The time up to which scheduled times were handled; initially now. */
  Instant lastDueAt(String inbox) {
    return jdbc.sql(
            "insert into inbox (name, last_due_at) values (?, ?) on conflict (name) do update"
                + " set last_due_at = coalesce(inbox.last_due_at, excluded.last_due_at)"
                + " returning last_due_at")
        .param(inbox)
        .param(at(Instant.now(clock)))
        .query((row, number) -> Objects.requireNonNull(SqlTime.instantOrNull(row, "last_due_at")))
        .single();
  }

  /** When the last run of an inbox ended. */
  Optional<Instant> findLastEnd(String inbox) {
    return jdbc.sql(
            "select ended_at from inbox_run where inbox = ? and ended_at is not null"
                + " order by ended_at desc limit 1")
        .param(inbox)
        .query((row, number) -> Objects.requireNonNull(SqlTime.instantOrNull(row, "ended_at")))
        .optional();
  }

  /** Records the result of a file; to be called before the file is moved. Idempotent. */
  void record(InboxRun run, InboxFile file) {
    jdbc.sql("delete from inbox_file where run_id = ? and name = ? and left_reason is not null")
        .params(run.id(), file.name())
        .update();
    Path results = file.resultsPath();
    jdbc.sql(
            """
            insert into inbox_file (run_id, name, path, left_reason, exit_code, import_id, results_path, processed)
            values (?, ?, ?, ?::jsonb, ?, ?, ?, ?)
            on conflict (run_id, path) do update set name = excluded.name,
              left_reason = excluded.left_reason, exit_code = excluded.exit_code,
              import_id = excluded.import_id, results_path = excluded.results_path,
              processed = inbox_file.processed or excluded.processed\
            """)
        .param(run.id())
        .param(file.name())
        .param(file.path())
        .param(Text.jsonOrNull(file.leftReason()))
        .param(file.exitCode())
        .param(file.importId())
        .param(results == null ? null : results.toString())
        .param(file.processed())
        .update();
  }

  /** The files of a run so far, in processing order. */
  List<InboxFile> findFiles(InboxRun run) {
    return jdbc.sql("select * from inbox_file where run_id = ? order by position")
        .param(run.id())
        .query((row, number) -> readFile(row))
        .list();
  }

  private static InboxFile readFile(ResultSet row) throws SQLException {
    String results = row.getString("results_path");
    return new InboxFile(
        row.getString("name"),
        row.getString("path"),
        Text.ofJson(row.getString("left_reason")),
        row.getInt("exit_code"),
        (Long) row.getObject("import_id"),
        results == null ? null : path(results),
        row.getBoolean("processed"));
  }

  /**
   * Decodes the bytes of a path that the locale of this process cannot represent but that of the
   * recording process could.
   */
  private static Path path(String stored) {
    try {
      return Path.of(stored);
    } catch (InvalidPathException e) {
      String folder = stored.startsWith("/") ? "" : Path.of("").toAbsolutePath() + "/";
      return Path.of(URI.create("file://" + UriUtils.encodePath(folder + stored, UTF_8)));
    }
  }

  /**
   * Ends a run.
   *
   * @param failure why the run failed as a whole; null if it did not
   */
  void recordEnd(InboxRun run, Instant at, @Nullable Text failure) {
    jdbc.sql("update inbox_run set ended_at = ?, error = ?::jsonb where id = ?")
        .param(at(at))
        .param(Text.jsonOrNull(failure))
        .param(run.id())
        .update();
  }

  /**
   * A file that stayed in an inbox.
   *
   * @param runStartedAt when the run that left it there began
   */
  record LeftFile(Text reason, Instant runStartedAt) {}

  /** The files that stayed in the inbox the last time an earlier run found them, by name. */
  Map<String, LeftFile> previouslyLeftFiles(InboxRun run) {
    Map<String, LeftFile> stayed = new HashMap<>();
    RowCallbackHandler each =
        row ->
            stayed.put(
                row.getString("name"),
                new LeftFile(
                    Objects.requireNonNull(Text.ofJson(row.getString("left_reason"))),
                    Objects.requireNonNull(SqlTime.instantOrNull(row, "started_at"))));
    jdbc.sql(
            """
            select name, left_reason, started_at from (
              select distinct on (f.name) f.name, f.left_reason, r.started_at
              from inbox_file f join inbox_run r on r.id = f.run_id
              where r.inbox = ? and r.id < ?
              order by f.name, r.id desc, f.position desc) last
            where left_reason is not null\
            """)
        .params(run.inbox(), run.id())
        .query(each);
    return stayed;
  }

  /**
   * A run as stored.
   *
   * @param endedAt null if it has not ended
   * @param error why it failed as a whole; null if it did not
   */
  record StoredRun(InboxRun run, @Nullable Instant endedAt, @Nullable Text error) {}

  /** The latest runs of each inbox, the newest first. */
  List<StoredRun> findLatest(int ofEach) {
    return jdbc.sql(
            """
            select r.* from inbox i cross join lateral (
              select * from inbox_run where inbox = i.name order by id desc limit ?) r
            order by r.id desc\
            """)
        .param(ofEach)
        .query(
            (row, number) ->
                new StoredRun(
                    readRun(row, number),
                    SqlTime.instantOrNull(row, "ended_at"),
                    Text.ofJson(row.getString("error"))))
        .list();
  }

  /** The files of runs, in processing order, by the runs' ids. */
  Map<Long, List<InboxFile>> findFiles(Collection<Long> runs) {
    Map<Long, List<InboxFile>> files = new HashMap<>();
    jdbc.sql("select * from inbox_file where run_id = any(?) order by position")
        .param(runs.toArray(Long[]::new))
        .query(
            row -> {
              files
                  .computeIfAbsent(row.getLong("run_id"), id -> new ArrayList<>())
                  .add(readFile(row));
            });
    return files;
  }

  /** Deletes runs that ended before a time, except the last one of each inbox. */
  void deleteBefore(Instant time) {
    jdbc.sql(
            "delete from inbox_run where ended_at < ?"
                + " and id not in (select max(id) from inbox_run group by inbox)")
        .param(at(time))
        .update();
  }

  private static InboxRun readRun(ResultSet row, int number) throws SQLException {
    return new InboxRun(
        row.getLong("id"),
        row.getString("inbox"),
        Trigger.valueOf(row.getString("trigger_type")),
        SqlTime.instantOrNull(row, "due_at"),
        row.getInt("missed_count"),
        row.getBoolean("late"),
        row.getBoolean("hold"),
        row.getInt("attempts"),
        Objects.requireNonNull(SqlTime.instantOrNull(row, "started_at")));
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
