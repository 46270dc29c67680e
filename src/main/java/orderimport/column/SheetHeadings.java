package orderimport.column;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** The heading row of a sheet, understood. Thread-safe. */
public final class SheetHeadings {
  private final Headings headings;
  private final String sheetName;
  private final int row;
  private final Map<String, String> chosen;
  private final TreeMap<Integer, String> texts = new TreeMap<>();
  private final boolean[] concerning;
  private final Map<String, @Nullable Target[]> targets = new ConcurrentHashMap<>();
  private @Nullable Integer orderRefColumn;
  private @Nullable Integer carrierColumn;

  /**
   * Reads a heading row.
   *
   * @param sheetName as on the sheet's tab
   * @param row the row's number from 1
   * @param cells of the heading row
   * @param chosen what to read in place of headings, as {@code ImportOptions} has it
   */
  public SheetHeadings(
      Headings headings, String sheetName, int row, List<Cell> cells, Map<String, String> chosen) {
    this.headings = headings;
    this.chosen = chosen;
    this.sheetName = sheetName;
    this.row = row;
    int width = cells.stream().mapToInt(Cell::column).max().orElse(-1) + 1;
    this.concerning = new boolean[width];
    for (Cell cell : cells) {
      String text = CellText.strip(cell.text());
      if (!text.isEmpty()) {
        read(cell.column(), text);
      }
    }
  }

  private void read(int column, String text) {
    String meant = meant(text);
    texts.put(column, text);
    concerning[column] = !meant.startsWith("_");
    if (orderRefColumn == null && headings.namesOrderRef(meant)) {
      orderRefColumn = column;
    } else if (carrierColumn == null && headings.namesCarrier(meant)) {
      carrierColumn = column;
    }
  }

  /** What a heading is to be read as: itself, unless a person chose something else. */
  String meant(String text) {
    return chosen.getOrDefault(text, text);
  }

  String sheetName() {
    return sheetName;
  }

  /** The heading row's number, from 1. */
  int row() {
    return row;
  }

  /** The column of {@code order_ref}, from 0; null if there is none. */
  public @Nullable Integer orderRefColumn() {
    return orderRefColumn;
  }

  /** The column of {@code carrier}, from 0; null if there is none. */
  public @Nullable Integer carrierColumn() {
    return carrierColumn;
  }

  /** All headings as they stand, by column. */
  Map<Integer, String> texts() {
    return new LinkedHashMap<>(texts);
  }

  /** The headings that are not left alone, by column. */
  Map<Integer, String> used() {
    Map<Integer, String> used = new LinkedHashMap<>(texts);
    used.keySet().removeIf(column -> !concerns(column));
    return used;
  }

  /** Whether a column has a heading that is not left alone. */
  boolean concerns(int column) {
    return column < concerning.length && concerning[column];
  }

  /** Whether a row has a cell under a heading that is not left alone; other rows are no orders. */
  boolean concern(List<Cell> cells) {
    for (Cell cell : cells) {
      if (concerns(cell.column()) && !CellText.isBlank(cell)) {
        return true;
      }
    }
    return false;
  }

  /** A column's heading as it stands; null without one. */
  @Nullable String text(int column) {
    return texts.get(column);
  }

  /** Where a column's values go for a carrier; null if it has no such field. */
  @Nullable Target target(String carrier, int column) {
    @Nullable Target[] all = targets.get(carrier);
    if (all == null) {
      all = targets.computeIfAbsent(carrier, this::find);
    }
    return column < all.length ? all[column] : null;
  }

  private @Nullable Target[] find(String carrier) {
    Columns columns = headings.of(carrier);
    @Nullable Target[] found = new Target[concerning.length];
    texts.forEach(
        (column, text) -> {
          if (isField(column)) {
            found[column] = columns.find(meant(text)).orElse(null);
          }
        });
    preferPaths(columns, found);
    return found;
  }

  /**
   * A friendly heading of this carrier may be a path of another one's ({@code Order type} and
   * {@code order_type}): beside the path of its own it means the other carrier's field.
   */
  private void preferPaths(Columns columns, @Nullable Target[] found) {
    Set<String> paths = new HashSet<>();
    texts.forEach(
        (column, text) -> {
          Target target = column < found.length ? found[column] : null;
          if (target != null && columns.spells(meant(text))) {
            paths.add(target.path());
          }
        });
    texts.forEach(
        (column, text) -> {
          Target target = column < found.length ? found[column] : null;
          if (target != null
              && paths.contains(target.path())
              && !columns.spells(meant(text))
              && headings.all().stream().anyMatch(other -> other.spells(meant(text)))) {
            found[column] = null;
          }
        });
  }

  /** Whether a row's cells are those of an order's lines or items, and none of the order itself. */
  boolean onlyEntries(String carrier, List<Cell> cells) {
    boolean any = false;
    for (Cell cell : cells) {
      Target target = CellText.isBlank(cell) ? null : target(carrier, cell.column());
      if (target != null && target.steps().stream().noneMatch(Target.Step::list)) {
        return false;
      }
      any |= target != null;
    }
    return any;
  }

  private boolean isField(int column) {
    return concerns(column)
        && !Integer.valueOf(column).equals(orderRefColumn)
        && !Integer.valueOf(column).equals(carrierColumn);
  }

  /** What a column's heading means to each carrier that has it, by carrier. */
  Map<String, Target> meanings(int column) {
    Map<String, Target> meanings = new LinkedHashMap<>();
    for (Columns columns : headings.all()) {
      String carrier = columns.carrier().name();
      Target target = target(carrier, column);
      if (target != null) {
        meanings.put(carrier, target);
      }
    }
    return meanings;
  }

  /** The column of a path; empty if the sheet has none. */
  Optional<Integer> columnOf(String carrier, String path) {
    return firstColumn(carrier, path, false);
  }

  /** The first column of a record; empty if the sheet has none. */
  Optional<Integer> firstColumnOf(String carrier, String record) {
    return firstColumn(carrier, record + ".", true);
  }

  private Optional<Integer> firstColumn(String carrier, String path, boolean prefix) {
    List<Integer> found = new ArrayList<>();
    for (Integer column : texts.keySet()) {
      Target target = target(carrier, column);
      if (target != null
          && (prefix ? target.path().startsWith(path) : target.path().equals(path))) {
        found.add(column);
      }
    }
    return found.stream().findFirst();
  }
}
