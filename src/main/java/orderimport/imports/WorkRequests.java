package orderimport.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import orderimport.imports.AuditLog.Action;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What people on the page want done with imports. A wish is kept until it is fulfilled, over
 * restarts; an import has one at a time, and each is granted only if the import still is as the
 * person saw it.
 */
@Repository
public class WorkRequests {
  private final JdbcClient jdbc;

  public WorkRequests(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** What is wanted. */
  public enum RequestedAction {
    /** Reading the file, or going on where the import stopped. */
    GO_ON,
    /** Placing the held orders. */
    PLACE
  }

  /** An import's open wish. */
  public record PendingRequest(long importId, RequestedAction wish) {}

  /**
   * What a person is shown before placing.
   *
   * @param version grows with whatever happens to the import
   * @param held orders that would be placed
   */
  public record PlacementPreview(long version, long held) {}

  /** What placing an import would place now; empty if there is no such import. */
  public Optional<PlacementPreview> offer(long importId) {
    return jdbc.sql(
            "select fence, (select count(*) from orders o where o.import_id = i.id"
                + " and o.status = 'HELD') as held from import i where id = ?")
        .param(importId)
        .query((row, number) -> new PlacementPreview(row.getLong("fence"), row.getLong("held")))
        .optional();
  }

  /**
   * Requests that an offer's orders are placed, and records who did.
   *
   * @return whether that is granted: nothing else is requested of the import, and it is as offered
   */
  public boolean place(long importId, PlacementPreview seen, String who) {
    return granted(
        """
        update import i set wanted = 'PLACE' where id = ? and kind = 'IMPORT'
          and state in ('HELD', 'COMPLETED') and wanted is null and fence = ? and ? > 0
          and (select count(*) from orders o where o.import_id = i.id and o.status = 'HELD') = ?
        returning id, ?::text as detail""",
        Action.PLACED,
        who,
        importId,
        seen.version(),
        seen.held(),
        seen.held(),
        String.valueOf(seen.held()));
  }

  /**
   * Requests that a new import is read, and records who handed the file in; not granted if somebody
   * works, or has worked, on it.
   *
   * @param action UPLOADED or READ_ANEW
   * @param detail the number of the import that this one replaces; null if it replaces none
   */
  public boolean read(long importId, Action action, String who, @Nullable String detail) {
    return granted(
        """
        update import set wanted = 'GO_ON' where id = ? and fence = 0 and wanted is null
        returning id, ?::text as detail""",
        action,
        who,
        importId,
        detail);
  }

  /**
   * Requests that an import is resumed that stopped, or whose process died.
   *
   * @param action WENT_ON, or UPLOADED if somebody handed its file in again
   */
  public boolean requestProcessing(long importId, Action action, String who) {
    return granted(
        """
        update import set wanted = 'GO_ON' where id = ? and kind = 'IMPORT'
          and state in ('STOPPED', 'RUNNING') and wanted is null
        returning id, null as detail""",
        action,
        who,
        importId);
  }

  /** Ends the work on an import because somebody says so; whether any was requested. */
  public boolean pause(long importId, String who) {
    return granted(
        """
        update import set wanted = null where id = ? and wanted is not null
        returning id, fence::text as detail""",
        Action.PAUSED,
        who,
        importId);
  }

  /** The act and its record are one statement: neither is there without the other. */
  private boolean granted(String update, Action action, String who, @Nullable Object... values) {
    List<@Nullable Object> all = new ArrayList<>(Arrays.asList(values));
    all.add(who);
    all.add(action.name());
    return jdbc.sql(
                "with granted as ("
                    + update
                    + ") insert into import_event (import_id, who, what, detail)"
                    + " select id, ?, ?, detail from granted")
            .params(all)
            .update()
        == 1;
  }

  /** Nothing more is requested of an import. */
  public void complete(long importId) {
    jdbc.sql("update import set wanted = null where id = ? and wanted is not null")
        .param(importId)
        .update();
  }

  /** Those that are not fulfilled, by the imports' numbers. */
  public List<PendingRequest> open() {
    return jdbc.sql("select id, wanted from import where wanted is not null order by id")
        .query(
            (row, number) ->
                new PendingRequest(
                    row.getLong("id"), RequestedAction.valueOf(row.getString("wanted"))))
        .list();
  }

  /** What is requested of some imports, by their numbers; those without a request are left out. */
  public Map<Long, RequestedAction> all(Collection<Long> imports) {
    Map<Long, RequestedAction> all = new HashMap<>();
    jdbc.sql("select id, wanted from import where id = any(?) and wanted is not null")
        .param(imports.toArray(Long[]::new))
        .query(
            row -> {
              all.put(row.getLong("id"), RequestedAction.valueOf(row.getString("wanted")));
            });
    return all;
  }

  /** Those of some imports that somebody has paused since the last work on them began. */
  public Set<Long> pausing(Collection<Long> imports) {
    return jdbc.sql(
            "select id from import i where id = any(?) and wanted is null and exists ("
                + "select 1 from import_event e where e.import_id = i.id and e.what = 'PAUSED'"
                + " and e.detail = i.fence::text)")
        .param(imports.toArray(Long[]::new))
        .query(Long.class)
        .set();
  }

  /** What is wanted of an import. */
  public Optional<RequestedAction> of(long importId) {
    return jdbc.sql("select wanted from import where id = ? and wanted is not null")
        .param(importId)
        .query((row, number) -> RequestedAction.valueOf(row.getString("wanted")))
        .optional();
  }
}
