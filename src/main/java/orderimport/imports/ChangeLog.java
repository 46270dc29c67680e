package orderimport.imports;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import orderimport.imports.AuditLog.Action;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The changes that users made in the rows of imports, by the events of the {@link AuditLog}. */
@Repository
public class ChangeLog {
  private final JdbcClient jdbc;
  private final PostgresCopy copy;

  public ChangeLog(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.copy = new PostgresCopy(dataSource);
  }

  /** Stores the changes of an event in the transaction of the caller. */
  public void add(long eventId, List<CellChange> changes) {
    try (PostgresCopy.Lines lines =
        copy.into("cell_change", "event_id, sheet, row, col, old_cell, new_cell")) {
      for (CellChange change : changes) {
        lines.add(
            eventId,
            change.sheet(),
            change.row(),
            change.column(),
            write(change.before()),
            write(change.after()));
      }
    }
  }

  private static @Nullable String write(@Nullable Cell cell) {
    return cell == null ? null : CellCodec.write(List.of(cell));
  }

  /** A cell as {@link #add} stored it; null for null. */
  public static @Nullable Cell cell(@Nullable String stored) {
    return stored == null ? null : CellCodec.read(stored).get(0);
  }

  /** Whether users changed rows of an import, even if they undid it. */
  public boolean exists(long importId) {
    return jdbc.sql(
            "select exists (select 1 from cell_change c join import_event e on e.id = c.event_id"
                + " where e.import_id = ?)")
        .param(importId)
        .query(Boolean.class)
        .single();
  }

  /** The changes of an event, in their order. */
  public List<CellChange> findByEvent(long eventId) {
    return jdbc.sql("select * from cell_change where event_id = ? order by id")
        .param(eventId)
        .query(
            (row, number) ->
                new CellChange(
                    row.getInt("sheet"),
                    row.getInt("row"),
                    row.getObject("col", Integer.class),
                    cell(row.getString("old_cell")),
                    cell(row.getString("new_cell"))))
        .list();
  }

  /**
   * What a user can undo and redo.
   *
   * @param undo the event that is undone next; empty without one
   * @param redo the event that is repeated next, likewise
   */
  public record Steps(Optional<Long> undo, Optional<Long> redo) {}

  /** The edits of a user that can be undone, and those that were undone and can be repeated. */
  public Steps steps(long importId, String actor) {
    Deque<Long> done = new ArrayDeque<>();
    Deque<Long> undone = new ArrayDeque<>();
    jdbc.sql(
            "select id, action from import_event where import_id = ? and actor = ?"
                + " and action in ('EDITED', 'UNDONE', 'REDONE') order by id")
        .params(importId, actor)
        .query(
            row -> {
              switch (Action.valueOf(row.getString("action"))) {
                case UNDONE -> undone.push(done.pop());
                case REDONE -> done.push(undone.pop());
                default -> {
                  done.push(row.getLong("id"));
                  undone.clear();
                }
              }
            });
    return new Steps(Optional.ofNullable(done.peek()), Optional.ofNullable(undone.peek()));
  }
}
