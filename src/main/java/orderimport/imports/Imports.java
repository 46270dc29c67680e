package orderimport.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import orderimport.database.AdvisoryLock;
import orderimport.database.SilenceTimeout;
import orderimport.database.SqlTime;
import orderimport.imports.Import.Kind;
import orderimport.imports.Import.State;
import orderimport.problem.StoredJson;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The imports in PostgreSQL. */
@Repository
public class Imports {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** PostgreSQL's error code for a lock timeout. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /**
   * The query for the ids of the imports on which a live process works. The difference to the keys
   * of other advisory locks may exceed a bigint.
   */
  public static final String LOCKED =
      "select key - %1$d from (select (classid::bigint << 32) | objid::bigint as key from pg_locks"
              .formatted(Lease.key(0))
          + " where locktype = 'advisory' and granted and objsubid = 1 and database ="
          + " (select oid from pg_database where datname = current_database())) held"
          + " where key between %d and %d"
              .formatted(Lease.key(Integer.MIN_VALUE), Lease.key(Integer.MAX_VALUE));

  private static final Logger log = LoggerFactory.getLogger(Imports.class);

  private final DataSource dataSource;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  public Imports(DataSource dataSource, TransactionTemplate transaction, Clock clock) {
    this.dataSource = dataSource;
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Returns the import of a content in these environments, or creates one. A rejected import counts
   * only if its options are the same. Concurrent calls return the same import.
   *
   * @param environments the environments of all carriers, by carrier name
   */
  public Import findOrCreate(
      String fileName, String sha256, ImportOptions options, Map<String, String> environments) {
    return inTransaction(
        () -> {
          jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
              .param(sha256)
              .query((row, number) -> number)
              .list();
          return latest(sha256, options, environments)
              .orElseGet(() -> create(fileName, sha256, options, environments));
        });
  }

  private Optional<Import> latest(
      String sha256, ImportOptions options, Map<String, String> environments) {
    return jdbc
        .sql(
            "select * from import where sha256 = ? and kind = 'IMPORT'"
                + " and (state <> 'FAILED' or options = ?) order by id desc")
        .params(sha256, StoredJson.write(options))
        .query((row, number) -> read(row))
        .list()
        .stream()
        .filter(orderImport -> orderImport.isIn(environments))
        .findFirst();
  }

  /**
   * Creates a new import, even if the content was imported before.
   *
   * @param environments the environments of all carriers, by carrier name
   */
  public Import create(
      String fileName, String sha256, ImportOptions options, Map<String, String> environments) {
    return jdbc.sql(
            "insert into import (kind, file_name, sha256, options, environments, state)"
                + " values ('IMPORT', ?, ?, ?, ?::jsonb, 'RUNNING') returning *")
        .params(fileName, sha256, StoredJson.write(options), StoredJson.write(environments))
        .query((row, number) -> read(row))
        .single();
  }

  /**
   * Creates a dry run. Its number is negative, so that the numbers of imports have no gaps.
   *
   * @param environments the environments of all carriers, by carrier name
   */
  public Import createDryRun(
      String fileName, String sha256, ImportOptions options, Map<String, String> environments) {
    return jdbc.sql(
            "insert into import (id, kind, file_name, sha256, options, environments, state)"
                + " overriding system value values (-nextval('dry_run_number'), 'DRY_RUN', ?, ?, ?,"
                + " ?::jsonb, 'RUNNING') returning *")
        .params(fileName, sha256, StoredJson.write(options), StoredJson.write(environments))
        .query((row, number) -> read(row))
        .single();
  }

  /**
   * Limits the environments of an import whose rows are staged to the carriers that the rows name.
   */
  public void limitEnvironments(Lease lease) {
    jdbc.sql(
            """
            update import i set environments = (
              select coalesce(jsonb_object_agg(e.key, e.value), '{}')
              from jsonb_each(i.environments) e
              where e.key in (select unnest(carriers) from sheet where import_id = i.id))
            where id = ? and fencing_token = ?\
            """)
        .params(lease.importId(), lease.fencingToken())
        .update();
  }

  /** Limits the mappings of columns of an import whose rows are staged to those of its sheets. */
  public void limitMappings(long id) {
    ImportOptions options = get(id).options();
    Map<String, SheetMapping> used = new HashMap<>(options.mappings());
    used.keySet()
        .retainAll(
            jdbc.sql("select signature from sheet where import_id = ?")
                .param(id)
                .query(String.class)
                .set());
    if (used.size() < options.mappings().size()) {
      updateOptions(id, options.withMappings(used));
    }
  }

  /** The ids of the dry runs that are running or whose process died. */
  public List<Long> findDryRuns() {
    return jdbc.sql("select id from import where kind = 'DRY_RUN'").query(Long.class).list();
  }

  public Optional<Import> find(long id) {
    return jdbc.sql("select * from import where id = ?")
        .param(id)
        .query((row, number) -> read(row))
        .optional();
  }

  /** As {@link #find}; empty for a dry run. */
  public Optional<Import> findImport(long id) {
    return find(id).filter(found -> found.kind() == Kind.IMPORT);
  }

  /** Finds imports by id; ids without an import are omitted. */
  public Map<Long, Import> findAll(Collection<Long> ids) {
    Map<Long, Import> all = new HashMap<>();
    jdbc.sql("select * from import where id = any(?)")
        .param(ids.toArray(Long[]::new))
        .query((row, number) -> read(row))
        .list()
        .forEach(each -> all.put(each.id(), each));
    return all;
  }

  /**
   * Returns an import by id.
   *
   * @throws IllegalArgumentException if no import has the id
   */
  public Import get(long id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("There is no import " + id));
  }

  /** The imports without dry runs, the newest first. */
  public List<Import> findNewest(int limit) {
    return jdbc.sql("select * from import where kind = 'IMPORT' order by id desc limit ?")
        .param(limit)
        .query((row, number) -> read(row))
        .list();
  }

  /**
   * Acquires the lease on an import. Only this process may work on it then, until the lease is
   * closed or the process ends.
   *
   * @param worker a description by which a person can find the process
   * @return empty if another live process holds the lease
   */
  public Optional<Lease> acquireLease(long id, String worker) {
    Optional<AdvisoryLock> lock = AdvisoryLock.tryAcquire(dataSource, Lease.key(id));
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    boolean acquired = false;
    try {
      long fencingToken = takeOver(id, worker);
      acquired = true;
      return Optional.of(new Lease(id, fencingToken, worker, lock.get()));
    } catch (DataAccessException e) {
      if (isLockTimeout(e)) {
        // A process that has lost its lock works, or is suspended, within a transaction.
        return Optional.empty();
      }
      throw e;
    } finally {
      if (!acquired) {
        lock.get().close();
      }
    }
  }

  /**
   * Acquires the lease on a finished import for a short act within the transaction of the caller.
   * The lease ends with the transaction; a process that dies meanwhile leaves the import as it was.
   * The act withdraws an approval.
   *
   * @return empty if the import is not finished, was purged, or work on it is requested
   * @throws DataAccessException also if another process holds the lease for more than five seconds;
   *     see {@link #isLockTimeout}
   */
  public Optional<Lease> acquireLeaseInTransaction(long id, String worker) {
    String finished =
        " where id = ? and kind = 'IMPORT' and state in ('COMPLETED', 'HELD', 'STOPPED')"
            + " and requested_action is null and purged_at is null";
    boolean busy =
        jdbc.sql("select 1 from import" + finished)
            .param(id)
            .query(Integer.class)
            .optional()
            .isEmpty();
    if (busy) {
      return Optional.empty();
    }
    jdbc.sql("set local lock_timeout = '5s'").update();
    jdbc.sql("select pg_advisory_xact_lock(?)")
        .param(Lease.key(id))
        .query((row, number) -> number)
        .list();
    return jdbc.sql(
            "update import set fencing_token = fencing_token + 1, worker = ?,"
                + " review = nullif(review, 'APPROVED')"
                + finished
                + " returning fencing_token")
        .params(worker, id)
        .query(Long.class)
        .optional()
        .map(fencingToken -> new Lease(id, fencingToken, worker, null));
  }

  /** Stores the environments of the carriers that the rows of an import name after an edit. */
  public void setEnvironments(Lease lease, Map<String, String> environments) {
    jdbc.sql("update import set environments = ?::jsonb where id = ? and fencing_token = ?")
        .params(StoredJson.write(environments), lease.importId(), lease.fencingToken())
        .update();
  }

  /**
   * Leaves an import out of the list of imports of the page, or takes it back.
   *
   * @return false if nothing changed: it is so already, or work on the import is under way
   */
  public boolean archive(long id, boolean archived) {
    return jdbc.sql(
                """
                update import set archived_at = case when :archived then clock_timestamp() end
                where id = :id and kind = 'IMPORT' and (archived_at is null) = :archived
                  and (not :archived or state <> 'RUNNING' and requested_action is null)\
                """)
            .param("id", id)
            .param("archived", archived)
            .update()
        == 1;
  }

  /** Whether another process held a lock for too long. Spring has no specific exception for it. */
  public static boolean isLockTimeout(DataAccessException e) {
    return e.getMostSpecificCause() instanceof SQLException cause
        && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
  }

  private long takeOver(long id, String worker) {
    try {
      return inTransaction(() -> incrementFencingToken(id, worker));
    } catch (DataAccessException e) {
      if (!isLockTimeout(e)) {
        throw e;
      }
      endChanges(id);
      return inTransaction(() -> incrementFencingToken(id, worker));
    }
  }

  /**
   * Waits for the transactions of a process that has lost the lease on an import, and ends those
   * that do not end, as the process is suspended.
   */
  public void awaitChanges(long id) {
    try {
      inTransaction(
          () -> {
            jdbc.sql("set local lock_timeout = '5s'").update();
            return jdbc.sql("select 1 from import where id = ? for update")
                .param(id)
                .query(Integer.class)
                .single();
          });
    } catch (DataAccessException e) {
      if (!isLockTimeout(e)) {
        throw e;
      }
      endChanges(id);
    }
  }

  private void endChanges(long id) {
    long ended =
        jdbc.sql(
                "select count(*) filter (where pg_terminate_backend(pid, 5000)) from pg_locks where"
                    + " locktype = 'advisory' and mode = 'ShareLock' and granted and objsubid = 1"
                    + " and database = (select oid from pg_database where datname ="
                    + " current_database()) and ((classid::bigint << 32) | objid::bigint) = ?")
            .param(Lease.changesKey(id))
            .query(Long.class)
            .single();
    log.warn("Ended {} sessions of a suspended process that worked on import {}", ended, id);
  }

  private long incrementFencingToken(long id, String worker) {
    jdbc.sql("set local lock_timeout = '10s'").update();
    return jdbc.sql(
            "update import set fencing_token = fencing_token + 1, worker = ?, state = 'RUNNING',"
                + " finished_at = null, end_reason = null where id = ? returning fencing_token")
        .params(worker, id)
        .query(Long.class)
        .single();
  }

  /** Stores the detected file format. */
  public void describe(long id, Text format) {
    jdbc.sql("update import set format = ?::jsonb where id = ?").params(format.json(), id).update();
  }

  /** Changes the options, which also apply when the import is resumed. */
  public void updateOptions(long id, ImportOptions options) {
    jdbc.sql("update import set options = ? where id = ?")
        .params(StoredJson.write(options), id)
        .update();
  }

  /**
   * Ensures that no other process has taken over the import, or can do so before the caller's
   * transaction ends.
   *
   * @throws LeaseLostException if another process has taken it over
   */
  public void requireLease(Lease lease) {
    if (lease.isLent()) {
      // From here on the transaction keeps others waiting, also if its process is suspended.
      jdbc.sql(SilenceTimeout.OF_TRANSACTION.sql()).query(String.class).single();
    }
    if (jdbc.sql(
            "select 1 from pg_advisory_xact_lock_shared(?), import"
                + " where id = ? and fencing_token = ? for share of import")
        .params(Lease.changesKey(lease.importId()), lease.importId(), lease.fencingToken())
        .query(Integer.class)
        .optional()
        .isEmpty()) {
      throw new LeaseLostException(lease);
    }
  }

  /** Whether no other process has taken over the import so far. */
  public boolean isCurrent(Lease lease) {
    return jdbc.sql("select exists (select 1 from import where id = ? and fencing_token = ?)")
        .params(lease.importId(), lease.fencingToken())
        .query(Boolean.class)
        .single();
  }

  /** As {@link #finish(Lease, State, int, Text)}, for work that did not end early. */
  public void finish(Lease lease, State state, int exitCode) {
    finish(lease, state, exitCode, null);
  }

  /**
   * Ends the work on an import and stores its state.
   *
   * @param reason why it ended early, without a full stop; null if it did not
   * @throws LeaseLostException if another process works on it now, which will store the state
   */
  public void finish(Lease lease, State state, int exitCode, @Nullable Text reason) {
    int ended =
        jdbc.sql(
                "update import set state = ?, exit_code = ?, end_reason = ?::jsonb, finished_at = ?"
                    + " where id = ? and fencing_token = ?")
            .param(state.name())
            .param(exitCode)
            .param(reason == null ? null : reason.json())
            .param(OffsetDateTime.ofInstant(Instant.now(clock), ZoneOffset.UTC))
            .param(lease.importId())
            .param(lease.fencingToken())
            .update();
    if (ended == 0) {
      throw new LeaseLostException(lease);
    }
  }

  /**
   * Stores why work on an import ended without a lease, or after it. Does nothing if a process has
   * taken the import over since it was read: that one knows how its work ended.
   *
   * @param reason without a full stop
   */
  public void explainEnd(Import orderImport, Text reason) {
    jdbc.sql("update import set end_reason = ?::jsonb where id = ? and fencing_token = ?")
        .params(reason.json(), orderImport.id(), orderImport.fencingToken())
        .update();
  }

  /** Deletes a dry run with all of its data. */
  public void deleteDryRun(long id) {
    jdbc.sql("delete from import where id = ? and kind = 'DRY_RUN'").param(id).update();
  }

  /**
   * Deletes an import with all of its data, unless one of its orders was ever sent or work on it is
   * requested.
   *
   * @param lease the lease on the import, which the caller still has to close
   * @return whether the import was deleted
   */
  public boolean deleteIfNeverSent(Lease lease) {
    long id = lease.importId();
    return inTransaction(
        () -> {
          requireLease(lease);
          boolean used =
              jdbc.sql(
                      "select exists (select 1 from order_result where import_id = ? and attempts > 0) or"
                          + " exists (select 1 from import where id = ? and requested_action is not"
                          + " null)")
                  .params(id, id)
                  .query(Boolean.class)
                  .single();
          if (used) {
            return false;
          }
          return jdbc.sql("delete from import where id = ? and requested_action is null")
                  .param(id)
                  .update()
              == 1;
        });
  }

  /** Whether a live process works on an import. */
  public boolean isLocked(long id) {
    return AdvisoryLock.isHeld(dataSource, Lease.key(id));
  }

  /** The ids of the imports on which a live process works. */
  public Set<Long> findLocked() {
    return jdbc.sql(LOCKED).query(Long.class).set();
  }

  /**
   * The ids of the imports whose process died while it worked on them, or is about to begin, and
   * which no user of the page has requested to be continued. Those that end in order are not
   * running any more.
   */
  public Set<Long> findAbandoned() {
    Set<Long> running =
        jdbc.sql(
                "select id from import where state = 'RUNNING' and kind = 'IMPORT'"
                    + " and requested_action is null")
            .query(Long.class)
            .set();
    if (!running.isEmpty()) {
      running.removeAll(findLocked());
    }
    return running;
  }

  private <T> T inTransaction(Supplier<T> work) {
    return transaction.execute(status -> work.get());
  }

  /** The import in a row of the table {@code import}. */
  public static Import read(ResultSet row) throws SQLException {
    return new Import(
        row.getLong("id"),
        Kind.valueOf(row.getString("kind")),
        row.getString("file_name"),
        row.getString("sha256"),
        JSON.readValue(row.getString("environments"), new TypeReference<Map<String, String>>() {}),
        Text.ofJson(row.getString("format")),
        JSON.readValue(row.getString("options"), ImportOptions.class),
        State.valueOf(row.getString("state")),
        (Integer) row.getObject("exit_code"),
        row.getString("worker"),
        SqlTime.instant(row, "created_at"),
        SqlTime.instantOrNull(row, "finished_at"),
        row.getLong("fencing_token"),
        Text.ofJson(row.getString("end_reason")));
  }
}
