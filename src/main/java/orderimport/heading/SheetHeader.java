package orderimport.heading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import orderimport.imports.SheetMapping;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** The interpreted header row of a sheet. Thread-safe. */
public final class SheetHeader {
  /** A row with fewer values of the example may be an order that has them by chance. */
  private static final int LEAST_EXAMPLES = 3;

  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

  private final HeadingCatalog headingCatalog;
  private final String sheetName;
  private final int row;
  private final SheetMapping mapping;
  private final TreeMap<Integer, String> texts = new TreeMap<>();
  private final Map<Integer, String> read = new HashMap<>();
  private final boolean[] concerning;
  private final Map<String, Map<Integer, String>> examples = new ConcurrentHashMap<>();
  private final Map<String, @Nullable FieldTarget[]> targets = new ConcurrentHashMap<>();
  private final @Nullable Integer orderRefColumn;
  private final @Nullable Integer carrierColumn;

  /**
   * Interprets a header row.
   *
   * @param sheetName as on the sheet's tab
   * @param row the row's number from 1
   * @param cells of the header row
   * @param mapping how a user matched the columns
   */
  public SheetHeader(
      HeadingCatalog headingCatalog,
      String sheetName,
      int row,
      List<Cell> cells,
      SheetMapping mapping) {
    this.headingCatalog = headingCatalog;
    this.sheetName = sheetName;
    this.row = row;
    this.mapping = mapping;
    for (Cell cell : cells) {
      String text = CellText.strip(cell.text());
      if (!text.isEmpty()) {
        texts.put(cell.column(), text);
        read.put(cell.column(), text);
      }
    }
    mapping
        .columns()
        .forEach(
            (column, chosen) -> {
              // A column without a heading is named by its letters.
              String text = texts.computeIfAbsent(column, Cell::letters);
              read.put(column, Objects.requireNonNullElse(chosen.meaning(), text));
            });
    this.concerning = new boolean[texts.isEmpty() ? 0 : texts.lastKey() + 1];
    readInPart();
    read.forEach((column, meant) -> concerning[column] = !meant.startsWith("_"));
    orderRefColumn = firstColumn(headingCatalog::namesOrderRef);
    Integer literal = firstColumn(HeadingCatalog::isCarrier);
    // An alias of it may be a column for information.
    carrierColumn = literal == null ? firstColumn(headingCatalog::namesCarrier) : literal;
  }

  /**
   * Interprets headings that are unknown as written in a form that is known, for example without
   * the text in brackets at their end, unless another column of the sheet then has the same
   * meaning.
   */
  private void readInPart() {
    Map<Integer, String> candidates = new HashMap<>();
    Map<String, Integer> columns = new HashMap<>();
    read.forEach(
        (column, written) -> {
          if (written.startsWith("_")) {
            return;
          }
          String meant = headingCatalog.read(written);
          if (!meant.equals(written)) {
            candidates.put(column, meant);
          }
          headingCatalog
              .meanings(meant)
              .forEach(meaning -> columns.merge(meaning, 1, Integer::sum));
        });
    candidates.forEach(
        (column, meant) -> {
          if (headingCatalog.meanings(meant).stream()
              .allMatch(meaning -> Integer.valueOf(1).equals(columns.get(meaning)))) {
            read.put(column, meant);
          }
        });
  }

  private @Nullable Integer firstColumn(Predicate<String> names) {
    return texts.keySet().stream()
        .filter(column -> names.test(effectiveHeading(column)))
        .findFirst()
        .orElse(null);
  }

  /**
   * The heading as interpreted: itself, unless the user chose another one or only a part of it is
   * known; empty without a heading.
   */
  String effectiveHeading(int column) {
    return read.getOrDefault(column, "");
  }

  /** Whether only a part of a heading is interpreted, because it is unknown as written. */
  boolean isReadInPart(int column) {
    return mapping.meaning(column) == null
        && !effectiveHeading(column).equals(texts.getOrDefault(column, ""));
  }

  /** How a user matched the columns. */
  SheetMapping mapping() {
    return mapping;
  }

  /** A cell with the value that counts: its own, unless the user chose another one for it. */
  public Cell matched(Cell cell) {
    String value = mapping.value(cell.column(), cell.text());
    return value == null ? cell : Cell.text(cell.column(), value);
  }

  public String sheetName() {
    return sheetName;
  }

  /** The header row's number, from 1. */
  int row() {
    return row;
  }

  /** The column of {@code order_ref}, from 0; null if absent. */
  public @Nullable Integer orderRefColumn() {
    return orderRefColumn;
  }

  /** The column of {@code carrier}, from 0; null if absent. */
  public @Nullable Integer carrierColumn() {
    return carrierColumn;
  }

  /** All headings as written, by column; the letters of a matched column without one. */
  Map<Integer, String> texts() {
    return new LinkedHashMap<>(texts);
  }

  /** The headings that are not ignored, by column. */
  Map<Integer, String> usedHeadings() {
    Map<Integer, String> used = new LinkedHashMap<>(texts);
    used.keySet().removeIf(column -> !isUsed(column));
    return used;
  }

  /** Whether a column has a heading that is not ignored. */
  boolean isUsed(int column) {
    return column < concerning.length && concerning[column];
  }

  /** Whether a row has a filled cell in a used column; rows without one are not orders. */
  public boolean hasUsedCell(List<Cell> cells) {
    for (Cell cell : cells) {
      if (isUsed(cell.column()) && !CellText.isBlank(cell)) {
        return true;
      }
    }
    return false;
  }

  /** A column's heading as written, or the letters of a matched column without one; else null. */
  @Nullable public String text(int column) {
    return texts.get(column);
  }

  /** The field that a column fills for a carrier; null if the carrier has no such field. */
  @Nullable public FieldTarget target(String carrier, int column) {
    @Nullable FieldTarget[] all = targets.get(carrier);
    if (all == null) {
      all = targets.computeIfAbsent(carrier, this::find);
    }
    return column < all.length ? all[column] : null;
  }

  private @Nullable FieldTarget[] find(String carrier) {
    CarrierColumns carrierColumns = headingCatalog.of(carrier);
    @Nullable FieldTarget[] found = new FieldTarget[concerning.length];
    texts.forEach(
        (column, text) -> {
          if (isField(column)) {
            found[column] = carrierColumns.find(effectiveHeading(column)).orElse(null);
          }
        });
    preferPaths(carrierColumns, found);
    return found;
  }

  /**
   * An alias of this carrier may be a path of another carrier ({@code Order type} and {@code
   * order_type}). If the sheet also has this carrier's path, the alias means the other's field.
   */
  private void preferPaths(CarrierColumns carrierColumns, @Nullable FieldTarget[] found) {
    Set<String> paths = new HashSet<>();
    texts.forEach(
        (column, text) -> {
          FieldTarget fieldTarget = column < found.length ? found[column] : null;
          if (fieldTarget != null && carrierColumns.isFieldPath(effectiveHeading(column))) {
            paths.add(fieldTarget.path());
          }
        });
    texts.forEach(
        (column, text) -> {
          FieldTarget fieldTarget = column < found.length ? found[column] : null;
          if (fieldTarget != null
              && paths.contains(fieldTarget.path())
              && !carrierColumns.isFieldPath(effectiveHeading(column))
              && headingCatalog.all().stream()
                  .anyMatch(other -> other.isFieldPath(effectiveHeading(column)))) {
            found[column] = null;
          }
        });
  }

  /** Whether a row is the example row of the carrier's template, without any change. */
  public boolean isExampleRow(String carrier, List<Cell> cells) {
    Map<Integer, String> example = examples.computeIfAbsent(carrier, this::example);
    int equal = 0;
    for (Cell cell : cells) {
      String value = example.get(cell.column());
      if (value != null && isExample(cell, value)) {
        equal++;
      } else if (isUsed(cell.column()) && !CellText.isBlank(cell)) {
        return false;
      }
    }
    return equal == example.size() && equal >= LEAST_EXAMPLES;
  }

  private static boolean isExample(Cell cell, String value) {
    return cell.text().equals(value)
        || cell.kind() == Cell.Kind.NUMBER
            && NUMBER.matcher(value).matches()
            && new BigDecimal(cell.text()).compareTo(new BigDecimal(value)) == 0;
  }

  private Map<Integer, String> example(String carrier) {
    CarrierColumns carrierColumns = headingCatalog.of(carrier);
    Map<String, String> byPath = carrierColumns.examples();
    Map<Integer, String> example = new HashMap<>();
    for (Column column : headingCatalog.common(carrier)) {
      Integer at = HeadingCatalog.ORDER_REF.equals(column.path()) ? orderRefColumn : carrierColumn;
      if (at != null) {
        example.put(at, column.example());
      }
    }
    for (Integer column : texts.keySet()) {
      FieldTarget fieldTarget = target(carrier, column);
      String value = fieldTarget == null ? null : byPath.get(fieldTarget.path());
      if (value != null) {
        example.put(column, value);
      }
    }
    return example;
  }

  /** Whether a row has only cells of an order's lines or items, and none of the order itself. */
  public boolean isContinuationRow(String carrier, List<Cell> cells) {
    boolean any = false;
    for (Cell cell : cells) {
      FieldTarget fieldTarget = CellText.isBlank(cell) ? null : target(carrier, cell.column());
      if (fieldTarget != null
          && fieldTarget.steps().stream().noneMatch(FieldTarget.PathStep::list)) {
        return false;
      }
      any |= fieldTarget != null;
    }
    return any;
  }

  private boolean isField(int column) {
    return isUsed(column)
        && !Integer.valueOf(column).equals(orderRefColumn)
        && !Integer.valueOf(column).equals(carrierColumn);
  }

  /** The fields that a column's heading refers to, by carrier. */
  public Map<String, FieldTarget> meanings(int column) {
    Map<String, FieldTarget> meanings = new LinkedHashMap<>();
    for (CarrierColumns carrierColumns : headingCatalog.all()) {
      String carrier = carrierColumns.carrier().name();
      FieldTarget fieldTarget = target(carrier, column);
      if (fieldTarget != null) {
        meanings.put(carrier, fieldTarget);
      }
    }
    return meanings;
  }

  /** The column of a path; empty if the sheet has none. */
  public Optional<Integer> columnOf(String carrier, String path) {
    return firstColumn(carrier, path, false);
  }

  /** The first column of a record; empty if the sheet has none. */
  public Optional<Integer> firstColumnOf(String carrier, String record) {
    return firstColumn(carrier, record + ".", true);
  }

  private Optional<Integer> firstColumn(String carrier, String path, boolean prefix) {
    List<Integer> found = new ArrayList<>();
    for (Integer column : texts.keySet()) {
      FieldTarget fieldTarget = target(carrier, column);
      if (fieldTarget != null
          && (prefix ? fieldTarget.path().startsWith(path) : fieldTarget.path().equals(path))) {
        found.add(column);
      }
    }
    return found.stream().findFirst();
  }
}
