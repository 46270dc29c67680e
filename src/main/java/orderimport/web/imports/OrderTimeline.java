package orderimport.web.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import orderimport.database.SqlTime;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.AuditLog.AuditEvent;
import orderimport.imports.ChangeLog;
import orderimport.imports.Import;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.order.Lookups;
import orderimport.problem.Text;
import orderimport.spreadsheet.Cell;
import orderimport.tracking.Trackings;
import orderimport.web.imports.TimelineEntry.CellEdit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells what happened to an order, from the upload of its file to its delivery. */
@Component
class OrderTimeline {
  private static final Set<Action> EDITS = EnumSet.of(Action.EDITED, Action.UNDONE, Action.REDONE);

  /** Actions on one order. */
  private static final Set<Action> OF_ONE_ORDER =
      EnumSet.of(
          Action.RESOLVED_ACCEPTED,
          Action.RESOLVED_NOT_RECEIVED,
          Action.FOUND_AT_CARRIER,
          Action.RESOLUTION_UNDONE,
          Action.NOTED);

  /** Actions that change nothing of an order. */
  private static final Set<Action> OF_THE_LIST = EnumSet.of(Action.ARCHIVED, Action.UNARCHIVED);

  /** Actions that concern only orders that are not placed yet. */
  private static final Set<Action> PLACEMENT =
      EnumSet.of(Action.PLACED, Action.PAUSED, Action.RESUMED);

  private final JdbcClient jdbc;
  private final AuditLog auditLog;
  private final StagedRows stagedRows;
  private final Lookups lookups;
  private final Trackings trackings;

  OrderTimeline(
      DataSource dataSource,
      AuditLog auditLog,
      StagedRows stagedRows,
      Lookups lookups,
      Trackings trackings) {
    this.jdbc = JdbcClient.create(dataSource);
    this.auditLog = auditLog;
    this.stagedRows = stagedRows;
    this.lookups = lookups;
    this.trackings = trackings;
  }

  /** The oldest entry first. */
  List<TimelineEntry> of(Import orderImport, OrderDetail order) {
    List<TimelineEntry> attempts = attempts(order.id());
    List<TimelineEntry> entries = new ArrayList<>(events(orderImport, order, attempts));
    entries.addAll(edits(orderImport.id(), order.positions()));
    entries.addAll(attempts);
    lookups
        .findByOrder(order.id())
        .forEach(each -> entries.add(new TimelineEntry.LookedUp(each.askedAt(), each)));
    trackings
        .history(order.id())
        .forEach(
            each ->
                entries.add(
                    new TimelineEntry.Tracked(
                        each.noticedAt(),
                        each.previous(),
                        each.status(),
                        each.isFinal(),
                        each.details())));
    entries.sort(Comparator.comparing(TimelineEntry::at));
    return entries;
  }

  private List<TimelineEntry> events(
      Import orderImport, OrderDetail order, List<TimelineEntry> attempts) {
    List<AuditEvent> events = auditLog.findByImport(orderImport.id());
    List<TimelineEntry> entries = new ArrayList<>();
    if (events.stream().noneMatch(each -> each.action() == Action.UPLOADED)) {
      entries.add(new TimelineEntry.Imported(orderImport.createdAt()));
    }
    boolean settled = !order.summary().status().equals("HELD");
    Instant lastSent =
        attempts.stream()
            .filter(TimelineEntry.Sent.class::isInstance)
            .map(TimelineEntry::at)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    for (AuditEvent event : events) {
      boolean concerns =
          // Actions on an order are found by its id, below.
          !OF_ONE_ORDER.contains(event.action())
              && !EDITS.contains(event.action())
              && !OF_THE_LIST.contains(event.action())
              && !(PLACEMENT.contains(event.action())
                  && settled
                  && event.occurredAt().isAfter(lastSent));
      if (concerns) {
        entries.add(acted(event));
      }
    }
    auditLog
        .findByOrders(List.of(order.id()))
        .getOrDefault(order.id(), List.of())
        .forEach(event -> entries.add(acted(event)));
    return entries;
  }

  private static TimelineEntry acted(AuditEvent event) {
    return new TimelineEntry.Acted(
        event.occurredAt(), event.actor(), event.action(), event.comment());
  }

  /** A changed cell, with the event of which it is a part. */
  private record Change(
      long event,
      Instant at,
      String actor,
      Action action,
      int sheet,
      int row,
      @Nullable Integer column,
      String before,
      String after) {
    static Change read(ResultSet row, int number) throws SQLException {
      return new Change(
          row.getLong("event_id"),
          SqlTime.instant(row, "occurred_at"),
          row.getString("actor"),
          Action.valueOf(row.getString("action")),
          row.getInt("sheet"),
          row.getInt("row"),
          row.getObject("col", Integer.class),
          text(row.getString("old_cell")),
          text(row.getString("new_cell")));
    }

    private static String text(@Nullable String stored) {
      Cell cell = ChangeLog.cell(stored);
      return cell == null ? "" : cell.text();
    }
  }

  private List<TimelineEntry> edits(long importId, List<Long> positions) {
    Map<Long, List<Change>> byEvent = new LinkedHashMap<>();
    jdbc.sql(
            """
            select * from change_result
            where import_id = ? and sheet::bigint << 32 | row = any(?) order by event_id, id\
            """)
        .params(importId, positions.toArray(Long[]::new))
        .query(Change::read)
        .list()
        .forEach(each -> byEvent.computeIfAbsent(each.event(), id -> new ArrayList<>()).add(each));
    if (byEvent.isEmpty()) {
      return List.of();
    }
    Map<Integer, StagedSheet> sheets = stagedRows.sheets(importId);
    return byEvent.values().stream()
        .<TimelineEntry>map(
            changes ->
                new TimelineEntry.Edited(
                    changes.get(0).at(),
                    changes.get(0).actor(),
                    changes.get(0).action(),
                    changes.stream().map(each -> cell(each, sheets.get(each.sheet()))).toList()))
        .toList();
  }

  private static CellEdit cell(Change change, @Nullable StagedSheet sheet) {
    Integer column = change.column();
    String heading =
        sheet == null || column == null
            ? ""
            : sheet.headings().stream()
                .filter(each -> each.column() == column)
                .map(Cell::text)
                .findAny()
                .orElse("");
    String cell = (column == null ? "" : Cell.letters(column)) + change.row();
    return new CellEdit(
        sheet == null ? cell : sheet.name() + " " + cell, heading, change.before(), change.after());
  }

  private List<TimelineEntry> attempts(long orderId) {
    List<TimelineEntry> entries = new ArrayList<>();
    jdbc.sql("select * from attempt_result where order_id = ? order by number")
        .param(orderId)
        .query(
            row -> {
              int number = row.getInt("number");
              entries.add(
                  new TimelineEntry.Sent(
                      SqlTime.instant(row, "started_at"), number, row.getString("worker")));
              Instant ended = SqlTime.instantOrNull(row, "ended_at");
              if (ended != null) {
                entries.add(
                    new TimelineEntry.Answered(
                        ended,
                        number,
                        String.valueOf(row.getString("outcome")),
                        Text.ofJson(row.getString("detail")),
                        row.getObject("response_status", Integer.class)));
              }
            });
    return entries;
  }
}
