package orderimport.imports;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.WorkRequests.PlacementPreview;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What reviewers decided about imports, and to whom imports are assigned. Each change is recorded
 * in the {@link AuditLog}, so callers need a transaction. See ADR 0026.
 */
@Repository
public class Reviews {
  private final JdbcClient jdbc;
  private final AuditLog auditLog;

  Reviews(DataSource dataSource, AuditLog auditLog) {
    this.jdbc = JdbcClient.create(dataSource);
    this.auditLog = auditLog;
  }

  /** A reviewer's decision. */
  public enum Decision {
    /** The orders on hold may be placed, also by those who contributed to the import. */
    APPROVED(Action.APPROVED),
    /** Not placed until a review was asked for again. */
    SENT_BACK(Action.SENT_BACK),
    /** Not to be placed. */
    REJECTED(Action.REJECTED);

    private final Action action;

    Decision(Action action) {
      this.action = action;
    }

    /** The action in the audit log. */
    public Action action() {
      return action;
    }
  }

  /**
   * The review of an import.
   *
   * @param decision null if there is none
   * @param assignee the user who is to do something about the import; null for none
   */
  public record Review(@Nullable Decision decision, @Nullable String assignee) {
    /** Whether the orders on hold may be placed at all. */
    public boolean permitsPlacing() {
      return decision == null || decision == Decision.APPROVED;
    }
  }

  /** The review of an import; empty if there is no such import. */
  public Optional<Review> find(long importId) {
    return jdbc.sql("select review, assignee from import where id = ?")
        .param(importId)
        .query((row, number) -> new Review(decision(row.getString(1)), row.getString(2)))
        .optional();
  }

  private static @Nullable Decision decision(@Nullable String name) {
    return name == null ? null : Decision.valueOf(name);
  }

  /** The decisions by import id, without imports that have none. */
  public Map<Long, Decision> findDecisions(Collection<Long> imports) {
    Map<Long, Decision> decisions = new HashMap<>();
    jdbc.sql("select id, review from import where id = any(?) and review is not null")
        .param(imports.toArray(Long[]::new))
        .query(
            row -> {
              decisions.put(row.getLong("id"), Decision.valueOf(row.getString("review")));
            });
    return decisions;
  }

  /**
   * Records a decision. An approval is accepted only if the import is as the reviewer saw it.
   *
   * @return false if nothing is left to place or fix, work on it is requested, it was decided so
   *     already, or it has changed
   */
  public boolean decide(
      long importId,
      PlacementPreview seen,
      Decision decision,
      String actor,
      @Nullable String comment) {
    int decided =
        jdbc.sql(
                """
                update import i set review = :decision
                where id = :id and kind = 'IMPORT' and state in ('HELD', 'COMPLETED')
                  and requested_action is null and purged_at is null
                  and review is distinct from :decision
                  and exists (select 1 from order_result o
                    where o.import_id = i.id and o.status in ('HELD', 'INVALID'))
                  and (:decision <> 'APPROVED' or (fencing_token = :version and :held > 0
                    and (select count(*) from order_result o
                         where o.import_id = i.id and o.status = 'HELD') = :held))\
                """)
            .param("decision", decision.name())
            .param("id", importId)
            .param("version", seen.version())
            .param("held", seen.held())
            .update();
    return record(decided, importId, actor, decision.action(), comment);
  }

  /**
   * Records that a review is asked for again of an import that was sent back or rejected.
   *
   * @return false if it was neither
   */
  public boolean requestReview(long importId, String actor, @Nullable String comment) {
    int requested =
        jdbc.sql(
                "update import set review = null"
                    + " where id = ? and review in ('SENT_BACK', 'REJECTED')")
            .param(importId)
            .update();
    return record(requested, importId, actor, Action.REVIEW_REQUESTED, comment);
  }

  private boolean record(
      int updated, long importId, String actor, Action action, @Nullable String comment) {
    if (updated == 1) {
      auditLog.add(importId, actor, action, null, comment);
    }
    return updated == 1;
  }

  /**
   * Assigns an import.
   *
   * @param assignee null for none
   * @return false if it was assigned so before
   */
  public boolean assign(long importId, @Nullable String assignee, String actor) {
    boolean assigned =
        jdbc.sql("update import set assignee = ? where id = ? and assignee is distinct from ?")
                .param(assignee)
                .param(importId)
                .param(assignee)
                .update()
            == 1;
    if (assigned) {
      auditLog.add(importId, actor, Action.ASSIGNED, assignee);
    }
    return assigned;
  }

  /**
   * Gives a replacement the review of the import whose file was read again, except an approval: its
   * orders may be others than those that were approved.
   */
  public void copyTo(long replacement, long importId) {
    jdbc.sql(
            "update import set (assignee, review) ="
                + " (select assignee, nullif(review, 'APPROVED') from import where id = ?)"
                + " where id = ?")
        .params(importId, replacement)
        .update();
  }
}
