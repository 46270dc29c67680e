package orderimport.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.address.AddressCheck;
import orderimport.address.CarrierAddresses;
import orderimport.binding.BoundOrder;
import orderimport.binding.ImportBinder;
import orderimport.carrier.OrderImportProperties;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.CancellationToken;
import orderimport.imports.CellChange;
import orderimport.imports.ChangeLog;
import orderimport.imports.EditedRows;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.OrderIdentity;
import orderimport.imports.Problems;
import orderimport.imports.ProgressListener;
import orderimport.imports.RowBlock;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.job.AllRowsReader.AllRows;
import orderimport.order.Order;
import orderimport.order.Orders;
import orderimport.report.Reports;
import orderimport.report.ResultStatus;
import orderimport.spreadsheet.Cell;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Edits the rows of an import that is not being worked on, on behalf of users: see ADR 0022. An
 * edit, the orders that it concerns, the change log, the audit record and the import's state are
 * one transaction.
 */
@Component
public class RowEditService {
  /** The most cells that one edit may change. */
  public static final int MOST_EDITS = 20_000;

  /** The longest value, which is that of a spreadsheet's cell, in characters. */
  public static final int LONGEST_VALUE = 32_767;

  private final Imports imports;
  private final StagedRows stagedRows;
  private final EditedRows editedRows;
  private final Problems problems;
  private final AuditLog auditLog;
  private final ChangeLog changeLog;
  private final Orders orders;
  private final Reports reports;
  private final ImportBinderFactory binders;
  private final AllRowsReader allRowsReader;
  private final OrderRebuild orderRebuild;
  private final ImportCompletion importCompletion;
  private final ImportJobLauncher importJobLauncher;
  private final LeasedImportRunner importRunner;
  private final AddressCheck addressCheck;
  private final NotLiveNotice notLiveNotice;
  private final OrderImportProperties settings;
  private final TransactionTemplate transaction;

  RowEditService(
      Imports imports,
      StagedRows stagedRows,
      EditedRows editedRows,
      Problems problems,
      AuditLog auditLog,
      ChangeLog changeLog,
      Orders orders,
      Reports reports,
      ImportBinderFactory binders,
      AllRowsReader allRowsReader,
      OrderRebuild orderRebuild,
      ImportCompletion importCompletion,
      ImportJobLauncher importJobLauncher,
      LeasedImportRunner importRunner,
      AddressCheck addressCheck,
      NotLiveNotice notLiveNotice,
      OrderImportProperties settings,
      TransactionTemplate transaction) {
    this.imports = imports;
    this.stagedRows = stagedRows;
    this.editedRows = editedRows;
    this.problems = problems;
    this.auditLog = auditLog;
    this.changeLog = changeLog;
    this.orders = orders;
    this.reports = reports;
    this.binders = binders;
    this.allRowsReader = allRowsReader;
    this.orderRebuild = orderRebuild;
    this.importCompletion = importCompletion;
    this.importJobLauncher = importJobLauncher;
    this.importRunner = importRunner;
    this.addressCheck = addressCheck;
    this.notLiveNotice = notLiveNotice;
    this.settings = settings;
    this.transaction = transaction;
  }

  /** Whether rows of an import can be edited now: it is finished, and its rows are stored. */
  public boolean isEditable(Import orderImport) {
    return orderImport.kind() == Import.Kind.IMPORT
        && switch (orderImport.state()) {
          case COMPLETED, HELD -> true;
          case STOPPED ->
              importJobLauncher.isStaged(orderImport.id())
                  && reports.counts(orderImport.id()).rows(ResultStatus.PENDING) == 0;
          case RUNNING, FAILED -> false;
        };
  }

  /**
   * Makes all of the edits, or none of them.
   *
   * @param actor the user's login name
   */
  public EditResult edit(long importId, List<? extends RowEdit> edits, String actor) {
    if (edits.size() > MOST_EDITS || edits.stream().anyMatch(RowEditService::isTooLong)) {
      return new EditResult.TooLarge();
    }
    Set<Long> positions = new HashSet<>();
    edits.forEach(edit -> positions.add(StagedRow.position(edit.sheet(), edit.row())));
    return apply(
        importId,
        positions,
        Action.EDITED,
        actor,
        (applied, inTransaction) -> {
          for (RowEdit edit : edits) {
            apply(importId, edit, applied, inTransaction);
          }
        });
  }

  private static boolean isTooLong(RowEdit edit) {
    return (edit instanceof RowEdit.Value value && value.value().length() > LONGEST_VALUE)
        || (edit instanceof RowEdit.NewColumn column && column.value().length() > LONGEST_VALUE);
  }

  private void apply(long importId, RowEdit edit, RowEdits applied, boolean inTransaction) {
    long position = StagedRow.position(edit.sheet(), edit.row());
    if (edit instanceof RowEdit.Value value) {
      applied.set(
          position, value.column(), value.seen(), RowEdits.typed(value.column(), value.value()));
    } else if (edit instanceof RowEdit.LeaveOut leaveOut) {
      applied.leaveOut(position, leaveOut.leftOut());
    } else if (edit instanceof RowEdit.NewColumn column && inTransaction) {
      int added = editedRows.addColumn(importId, edit.sheet(), column.heading());
      applied.fill(position, added, column.value());
    }
  }

  /**
   * Replaces a value in all cells of a column that have it, except in rows that are left out or
   * whose order was sent.
   *
   * @param seen the value to replace; empty for blank cells
   */
  public EditResult replaceAll(
      long importId, int sheet, int column, String seen, String value, String actor) {
    List<StagedRow> rows = new ArrayList<>();
    List<RowBlock.Id> blocks = new ArrayList<>();
    stagedRows.keys(importId, block -> blocks.add(block.id()));
    blocks.stream()
        .filter(id -> id.sheet() == sheet)
        .map(id -> stagedRows.block(importId, id))
        .forEach(
            block -> {
              for (int i = 0; i < block.size(); i++) {
                if (!block.hidden(i) && has(block.row(i), column, seen)) {
                  rows.add(block.row(i));
                }
              }
            });
    Set<OrderIdentity> sent = orderRebuild.sent(importId, OrderRebuild.ordersOf(rows.stream()));
    return edit(
        importId,
        rows.stream()
            .filter(row -> OrderRebuild.ordersOf(Stream.of(row)).stream().noneMatch(sent::contains))
            .map(row -> new RowEdit.Value(sheet, row.number(), column, seen, value))
            .toList(),
        actor);
  }

  /**
   * Adds a column to a sheet and fills it, in all rows with the carrier of a row, except those that
   * are left out or whose order was sent.
   *
   * @param row the number of the row
   * @param heading of the column; if the sheet has it already, it is filled
   */
  public EditResult addColumn(
      long importId, int sheet, int row, String heading, String value, String actor) {
    Optional<StagedRow> edited =
        stagedRows.at(importId, List.of(StagedRow.position(sheet, row))).stream().findFirst();
    if (edited.isEmpty()) {
      return new EditResult.Unknown(sheet, row);
    }
    Optional<String> carrier = edited.map(StagedRow::carrier);
    Map<Long, OrderIdentity> rows = new HashMap<>();
    stagedRows.keys(
        importId,
        block -> {
          for (int i = 0; block.sheet() == sheet && i < block.size(); i++) {
            OrderIdentity order = block.order(i);
            if (order != null && carrier.filter(order.carrier()::equals).isPresent()) {
              rows.put(block.position(i), order);
            }
          }
        });
    Set<OrderIdentity> sent = orderRebuild.sent(importId, new HashSet<>(rows.values()));
    rows.values().removeAll(sent);
    if (rows.size() > MOST_EDITS || value.length() > LONGEST_VALUE) {
      return new EditResult.TooLarge();
    }
    return apply(
        importId,
        rows.keySet(),
        Action.EDITED,
        actor,
        (applied, inTransaction) -> {
          if (inTransaction) {
            int column = editedRows.addColumn(importId, sheet, heading);
            rows.keySet().forEach(position -> applied.fill(position, column, value));
          }
        });
  }

  private static boolean has(StagedRow row, int column, String text) {
    return row.cells().stream()
        .filter(cell -> cell.column() == column)
        .findFirst()
        .map(Cell::text)
        .orElse("")
        .equals(text);
  }

  /** Undoes the last edit of a user that is not undone. */
  public EditResult undo(long importId, String actor) {
    return changeLog
        .steps(importId, actor)
        .undo()
        .map(
            event -> {
              List<CellChange> changes = new ArrayList<>(changeLog.findByEvent(event));
              Collections.reverse(changes);
              return repeat(
                  importId,
                  changes.stream().map(CellChange::inverse).toList(),
                  Action.UNDONE,
                  actor);
            })
        .orElseGet(EditResult.Nothing::new);
  }

  /** Repeats the edit that a user undid last. */
  public EditResult redo(long importId, String actor) {
    return changeLog
        .steps(importId, actor)
        .redo()
        .map(event -> repeat(importId, changeLog.findByEvent(event), Action.REDONE, actor))
        .orElseGet(EditResult.Nothing::new);
  }

  /** Whether an edit can be neither undone nor repeated, as an order of its rows was sent. */
  public boolean concernsSentOrder(long importId, long event) {
    List<Long> positions =
        changeLog.findByEvent(event).stream().map(CellChange::position).distinct().toList();
    return orderRebuild
        .firstSent(importId, OrderRebuild.ordersOf(stagedRows.at(importId, positions).stream()))
        .isPresent();
  }

  private EditResult repeat(long importId, List<CellChange> changes, Action action, String actor) {
    return apply(
        importId,
        changes.stream().map(CellChange::position).collect(Collectors.toSet()),
        action,
        actor,
        (applied, inTransaction) -> {
          for (CellChange change : changes) {
            Cell before = change.before();
            Cell after = change.after();
            Integer column = change.column();
            if (column == null) {
              applied.leaveOut(
                  change.position(), after != null && Boolean.parseBoolean(after.text()));
            } else {
              applied.set(
                  change.position(), column, before == null ? "" : before.text(), file -> after);
            }
          }
        });
  }

  private interface Changes {
    /**
     * @param inTransaction false if the result is only a preview
     */
    void applyTo(RowEdits rows, boolean inTransaction);
  }

  private EditResult apply(
      long importId, Set<Long> positions, Action action, String actor, Changes changes) {
    Optional<Import> found = imports.find(importId).filter(this::isEditable);
    if (found.isEmpty()) {
      return new EditResult.NotEditable();
    }
    lookUpAddresses(found.get(), positions, changes);
    try {
      return transaction.execute(
          status -> {
            EditResult result =
                imports
                    .acquireLeaseInTransaction(importId, importRunner.worker())
                    .map(lease -> apply(lease, positions, action, actor, changes))
                    .orElseGet(EditResult.NotEditable::new);
            if (!(result instanceof EditResult.Edited edited) || edited.changes() == 0) {
              status.setRollbackOnly();
            }
            return result;
          });
    } catch (DataAccessException e) {
      if (Imports.isLockTimeout(e)) {
        return new EditResult.NotEditable();
      }
      throw e;
    }
  }

  private EditResult apply(
      Lease lease, Set<Long> positions, Action action, String actor, Changes changes) {
    long importId = lease.importId();
    ImportBinder binder = binders.of(importId);
    AllRows before = allRowsReader.read(importId, binder);
    RowEdits edits = new RowEdits(importId, positions, binder, stagedRows, problems);
    changes.applyTo(edits, true);
    List<StagedRow> edited = edits.after();
    Set<OrderIdentity> concerned =
        OrderRebuild.ordersOf(Stream.concat(edits.before().stream(), edited.stream()));
    Optional<EditResult> obstacle =
        edits.obstacle().or(() -> orderRebuild.firstSent(importId, concerned).map(this::sent));
    if (obstacle.isPresent() || edits.changes().isEmpty()) {
      return obstacle.orElseGet(() -> new EditResult.Edited(0, Set.of()));
    }
    editedRows.store(importId, edited);
    Set<Long> shifted = new HashSet<>();
    for (StagedRow row : edited) {
      boolean isShifted = edits.isShifted(row);
      if (edits.wasShifted(row)) {
        problems.setShifted(importId, row, isShifted && !row.hidden());
      }
      if (isShifted) {
        shifted.add(row.position());
      }
    }
    // Most edits leave each row in its order, and then nothing differs for the other rows.
    AllRows after =
        shifted.isEmpty() && haveSameOrders(edits.before(), edited)
            ? before
            : allRowsReader.read(importId, binders.of(importId));
    updateEnvironments(lease, after.carriers());
    Set<Long> rows = orderRebuild.rebuild(lease, before, after, edits.before(), edited, shifted);
    Import orderImport = imports.get(importId);
    if (!orderImport.options().hold() && !orders.heldByCarrier(importId).isEmpty()) {
      // What was fixed is placed when a user says so.
      imports.updateOptions(importId, orderImport.options().withHold());
    }
    changeLog.add(
        auditLog.add(importId, actor, action, String.valueOf(edits.changes().size())),
        edits.changes());
    importCompletion.recordEnd(lease);
    return new EditResult.Edited(edits.changes().size(), rows);
  }

  /** Whether rows name the same orders, in the same spelling, as before they were edited. */
  private static boolean haveSameOrders(Collection<StagedRow> before, List<StagedRow> edited) {
    Map<Long, StagedRow> old =
        before.stream().collect(Collectors.toMap(StagedRow::position, Function.identity()));
    return edited.stream()
        .allMatch(
            row -> {
              StagedRow earlier = old.get(row.position());
              return earlier != null
                  && row.order() != null
                  && row.order().equals(earlier.order())
                  && Objects.equals(row.orderRef(), earlier.orderRef());
            });
  }

  private EditResult sent(Order order) {
    return new EditResult.Sent(order.carrier(), order.orderRef());
  }

  /** A carrier that was named before the edit keeps its environment. */
  private void updateEnvironments(Lease lease, Set<String> named) {
    Map<String, String> before = imports.get(lease.importId()).environments();
    Map<String, String> environments = new HashMap<>(settings.environments());
    environments.putAll(before);
    environments.keySet().retainAll(named);
    if (!environments.equals(before)) {
      imports.setEnvironments(lease, environments);
      notLiveNotice.update(lease.importId());
    }
  }

  /**
   * Looks up the addresses of the orders that the edits concern, where that is configured, before
   * the transaction.
   */
  private void lookUpAddresses(Import orderImport, Set<Long> positions, Changes changes) {
    if (orderImport.environments().keySet().stream().noneMatch(addressCheck::isOn)) {
      return;
    }
    long importId = orderImport.id();
    ImportBinder binder = binders.of(importId);
    RowEdits edits = new RowEdits(importId, positions, binder, stagedRows, problems);
    changes.applyTo(edits, false);
    Map<Long, StagedRow> edited =
        edits.after().stream().collect(Collectors.toMap(StagedRow::position, Function.identity()));
    Map<String, List<BoundOrder>> byCarrier = new HashMap<>();
    for (OrderIdentity order : OrderRebuild.ordersOf(edited.values().stream())) {
      if (addressCheck.isOn(order.carrier())) {
        byCarrier
            .computeIfAbsent(order.carrier(), first -> new ArrayList<>())
            .add(bind(importId, order, edited, binder));
      }
    }
    byCarrier.forEach(this::lookUp);
  }

  private BoundOrder bind(
      long importId, OrderIdentity order, Map<Long, StagedRow> edited, ImportBinder binder) {
    Map<Long, StagedRow> rows = new TreeMap<>();
    stagedRows
        .findByOrder(importId, order.carrier(), order.orderKey())
        .forEach(row -> rows.put(row.position(), row));
    rows.putAll(edited);
    List<StagedRow> ofOrder =
        rows.values().stream()
            .filter(row -> OrderRebuild.ordersOf(Stream.of(row)).contains(order))
            .toList();
    return binder.bind(order.carrier(), String.valueOf(ofOrder.get(0).orderRef()), ofOrder);
  }

  private void lookUp(String carrier, Collection<BoundOrder> bound) {
    try (CarrierAddresses addresses =
        addressCheck.open(carrier, 1, ProgressListener.NONE, new CancellationToken())) {
      addresses.lookUp(List.copyOf(bound));
      addresses.end();
    }
  }
}
