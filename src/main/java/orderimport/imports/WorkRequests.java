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
 * Requests for work on imports, made on the page. A request is stored until it is completed, across
 * restarts. An import has at most one request, and a request is accepted only if the import is
 * still in the state that the user saw.
 */
@Repository
public class WorkRequests {
  private final JdbcClient jdbc;

  public WorkRequests(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** The requested action. */
  public enum RequestedAction {
    /** Read the file, or resume the import. */
    PROCESS,
    /** Place the orders on hold. */
    PLACE
  }

  /** A pending request of an import. */
  public record PendingRequest(long importId, RequestedAction action) {}

  /**
   * The data shown to the user before placing.
   *
   * @param version grows with each takeover of the import by a process
   * @param held the number of orders that would be placed
   */
  public record PlacementPreview(long version, long held) {}

  /**
   * Requests that an import whose process died is resumed.
   *
   * @return false if it is not running any more, or other work was requested meanwhile
   */
  public boolean requestRecovery(long importId) {
    return jdbc.sql(
                "update import set requested_action = 'PROCESS' where id = ? and state = 'RUNNING'"
                    + " and requested_action is null")
            .param(importId)
            .update()
        == 1;
  }

  /** The preview of placing an import; empty if there is no such import. */
  public Optional<PlacementPreview> preview(long importId) {
    return jdbc.sql(
            "select fencing_token as version, (select count(*) from order_result o where o.import_id = i.id"
                + " and o.status = 'HELD') as held from import i where id = ?")
        .param(importId)
        .query(PlacementPreview.class)
        .optional();
  }

  /**
   * Requests that the previewed orders are placed, and records the user.
   *
   * @return whether the request is accepted: no other request is pending, and the import is as
   *     previewed
   */
  public boolean requestPlacement(long importId, PlacementPreview preview, String actor) {
    return accept(
        """
        update import i set requested_action = 'PLACE' where id = ? and kind = 'IMPORT'
          and state in ('HELD', 'COMPLETED') and requested_action is null and fencing_token = ? and ? > 0
          and coalesce(review, 'APPROVED') = 'APPROVED'
          and (select count(*) from order_result o where o.import_id = i.id and o.status = 'HELD') = ?
        returning id, ?::text as detail\
        """,
        Action.PLACED,
        actor,
        importId,
        preview.version(),
        preview.held(),
        preview.held(),
        String.valueOf(preview.held()));
  }

  /**
   * Requests that a new import is read, and records the user. Not accepted if a process works or
   * has worked on it.
   *
   * @param action UPLOADED or REREAD
   * @param detail the number of the import that this one replaces; null if it replaces none
   */
  public boolean requestReading(
      long importId, Action action, String actor, @Nullable String detail) {
    return accept(
        """
        update import set requested_action = 'PROCESS' where id = ? and fencing_token = 0 and requested_action is null
        returning id, ?::text as detail\
        """,
        action,
        actor,
        importId,
        detail);
  }

  /**
   * Requests that an import is resumed that was stopped or whose process died.
   *
   * @param action RESUMED, or UPLOADED if its file was uploaded again
   */
  public boolean requestResume(long importId, Action action, String actor) {
    return accept(
        """
        update import set requested_action = 'PROCESS' where id = ? and kind = 'IMPORT'
          and state in ('STOPPED', 'RUNNING') and requested_action is null
          and coalesce(review, 'APPROVED') = 'APPROVED'
        returning id, null as detail\
        """,
        action,
        actor,
        importId);
  }

  /** Removes the request for an import on behalf of a user; returns whether there was one. */
  public boolean pause(long importId, String actor) {
    return accept(
        """
        update import set requested_action = null where id = ? and requested_action is not null
        returning id, fencing_token::text as detail\
        """,
        Action.PAUSED,
        actor,
        importId);
  }

  /**
   * Executes an update and records the action in one statement, so that neither exists without the
   * other.
   */
  private boolean accept(String update, Action action, String actor, @Nullable Object... values) {
    List<@Nullable Object> parameters = new ArrayList<>(Arrays.asList(values));
    parameters.add(actor);
    parameters.add(action.name());
    return jdbc.sql(
                "with granted as ("
                    + update
                    + ") insert into import_event (import_id, actor, action, detail)"
                    + " select id, ?, ?, detail from granted")
            .params(parameters)
            .update()
        == 1;
  }

  /** Removes the request for an import. */
  public void complete(long importId) {
    jdbc.sql(
            "update import set requested_action = null where id = ? and requested_action is not"
                + " null")
        .param(importId)
        .update();
  }

  /** All pending requests, by import id. */
  public List<PendingRequest> findPending() {
    return jdbc.sql(
            "select id as import_id, requested_action as action from import"
                + " where requested_action is not null order by id")
        .query(PendingRequest.class)
        .list();
  }

  /** The requested actions of imports, by import id, without imports that have none. */
  public Map<Long, RequestedAction> findByImports(Collection<Long> imports) {
    Map<Long, RequestedAction> requests = new HashMap<>();
    jdbc.sql(
            "select id, requested_action from import where id = any(?) and requested_action is not"
                + " null")
        .param(imports.toArray(Long[]::new))
        .query(
            row -> {
              requests.put(
                  row.getLong("id"), RequestedAction.valueOf(row.getString("requested_action")));
            });
    return requests;
  }

  /** Returns those of the given imports that were paused since the last work on them started. */
  public Set<Long> findPausing(Collection<Long> imports) {
    return jdbc.sql(
            "select id from import i where id = any(?) and requested_action is null and exists ("
                + "select 1 from import_event e where e.import_id = i.id and e.action = 'PAUSED'"
                + " and e.detail = i.fencing_token::text)")
        .param(imports.toArray(Long[]::new))
        .query(Long.class)
        .set();
  }

  /** The requested action of an import. */
  public Optional<RequestedAction> findByImport(long importId) {
    return jdbc.sql(
            "select requested_action from import where id = ? and requested_action is not null")
        .param(importId)
        .query((row, number) -> RequestedAction.valueOf(row.getString("requested_action")))
        .optional();
  }
}
