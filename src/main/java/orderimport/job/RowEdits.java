package orderimport.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import orderimport.binding.ImportBinder;
import orderimport.imports.CellChange;
import orderimport.imports.Problems;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.job.EditResult.Current;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** Applies edits to rows in memory: which rows they change, and how. */
final class RowEdits {
  private final ImportBinder binder;
  private final Map<Long, StagedRow> before;
  private final Map<Long, StagedRow> original;
  private final Map<Long, Integer> shiftedFrom;
  private final Map<Long, NewRow> rows = new TreeMap<>();
  private final List<CellChange> changes = new ArrayList<>();
  private final List<Current> stale = new ArrayList<>();
  private EditResult.@Nullable Unknown unknown;

  /** The cells of a row after the edits. */
  private static final class NewRow {
    private final TreeMap<Integer, Cell> cells = new TreeMap<>();
    private boolean hidden;

    NewRow(StagedRow row) {
      row.cells().forEach(cell -> cells.put(cell.column(), cell));
      hidden = row.hidden();
    }
  }

  /**
   * @param positions of the rows that will be edited
   */
  RowEdits(
      long importId,
      Collection<Long> positions,
      ImportBinder binder,
      StagedRows stagedRows,
      Problems problems) {
    this.binder = binder;
    this.before = byPosition(stagedRows.at(importId, positions));
    this.original = byPosition(stagedRows.originals(importId, positions));
    this.shiftedFrom = problems.shiftedFrom(importId, positions);
  }

  private static Map<Long, StagedRow> byPosition(List<StagedRow> rows) {
    return rows.stream().collect(Collectors.toMap(StagedRow::position, Function.identity()));
  }

  /**
   * Sets a cell of a row, if it has the value that the user saw.
   *
   * @param seen null to set it whatever it has
   */
  void set(
      long position,
      int column,
      @Nullable String seen,
      Function<Optional<Cell>, @Nullable Cell> value) {
    StagedRow row = editable(position);
    if (row == null) {
      return;
    }
    NewRow edited = edited(position, row);
    Optional<Cell> file = cell(Objects.requireNonNull(original.get(position)), column);
    Cell current = edited.cells.get(column);
    if (current == null && file.isEmpty() && !binder.hasHeading(row.sheet(), column)) {
      unknown = new EditResult.Unknown(row.sheet(), row.number());
    } else if (seen != null && !sameText(seen, current == null ? "" : current.text())) {
      stale.add(
          new Current(row.sheet(), row.number(), column, current == null ? "" : current.text()));
    } else {
      change(row, edited, column, value.apply(file));
    }
  }

  /** Sets a cell of a row in a column that was added, whatever it has. */
  void fill(long position, int column, String value) {
    StagedRow row = editable(position);
    if (row != null) {
      change(row, edited(position, row), column, Cell.text(column, value));
    }
  }

  private NewRow edited(long position, StagedRow row) {
    return rows.computeIfAbsent(position, first -> new NewRow(row));
  }

  private void change(StagedRow row, NewRow edited, int column, @Nullable Cell next) {
    Cell current = edited.cells.get(column);
    if (!Objects.equals(current, next)) {
      changes.add(new CellChange(row.sheet(), row.number(), column, current, next));
      if (next == null) {
        edited.cells.remove(column);
      } else {
        edited.cells.put(column, next);
      }
    }
  }

  /**
   * The value that a user types; that of the file is the file's own cell, such as a number, unless
   * it is an error that the user has confirmed the text of.
   */
  static Function<Optional<Cell>, @Nullable Cell> typed(int column, String value) {
    return file ->
        file.filter(cell -> sameText(cell.text(), value) && !isUnsure(cell))
            .orElseGet(() -> value.isBlank() ? null : Cell.text(column, lines(value)));
  }

  /** Whether the text of a cell is not what its error is about. */
  private static boolean isUnsure(Cell cell) {
    return cell.kind() == Cell.Kind.FORMULA_ZERO || cell.strike() == Cell.Strike.PART;
  }

  private static boolean sameText(String one, String other) {
    return lines(one).equals(lines(other));
  }

  /** Browsers send all line breaks as CR LF. */
  private static String lines(String text) {
    return text.replace("\r\n", "\n");
  }

  void leaveOut(long position, boolean leftOut) {
    StagedRow row = editable(position);
    if (row != null) {
      NewRow edited = edited(position, row);
      if (edited.hidden != leftOut) {
        changes.add(CellChange.ofRow(row, leftOut));
        edited.hidden = leftOut;
      }
    }
  }

  /** The row at a position; null if it does not exist or the marks of the file skip it. */
  private @Nullable StagedRow editable(long position) {
    StagedRow file = original.get(position);
    if (file == null || file.hidden()) {
      unknown = new EditResult.Unknown((int) (position >> 32), (int) position);
      return null;
    }
    return before.get(position);
  }

  private static Optional<Cell> cell(StagedRow row, int column) {
    return row.cells().stream().filter(cell -> cell.column() == column).findFirst();
  }

  /** Why the edits cannot be made; empty if they can. */
  Optional<EditResult> obstacle() {
    return unknown != null
        ? Optional.of(unknown)
        : stale.isEmpty() ? Optional.empty() : Optional.of(new EditResult.Stale(stale));
  }

  List<CellChange> changes() {
    return changes;
  }

  /** The rows before the edits. */
  Collection<StagedRow> before() {
    return before.values();
  }

  /** The rows after the edits, in the file's order. */
  List<StagedRow> after() {
    Map<Long, StagedRow> after = new LinkedHashMap<>();
    rows.forEach(
        (position, row) ->
            after.put(
                position,
                binder.withCells(
                    Objects.requireNonNull(before.get(position)),
                    row.hidden,
                    isShifted(position, row),
                    List.copyOf(row.cells.values()))));
    return List.copyOf(after.values());
  }

  /** Whether the values of a row were in the wrong columns when the file was read. */
  boolean wasShifted(StagedRow row) {
    return shiftedFrom.containsKey(row.position());
  }

  /** Whether the values of a row are in the wrong columns. */
  boolean isShifted(StagedRow row) {
    return isShifted(row.position(), new NewRow(row));
  }

  private boolean isShifted(long position, NewRow row) {
    Integer from = shiftedFrom.get(position);
    return from != null && !row.cells.tailMap(from).isEmpty();
  }
}
