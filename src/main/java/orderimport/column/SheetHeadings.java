package orderimport.column;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Place;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** The heading row of a sheet, understood. */
public final class SheetHeadings {
  private final Headings headings;
  private final int sheet;
  private final int row;
  private final Map<Integer, String> texts = new HashMap<>();
  private final Map<String, Map<Integer, Target>> targets = new ConcurrentHashMap<>();
  private final Set<Integer> leftAlone = new LinkedHashSet<>();
  private @Nullable Integer orderRefColumn;
  private @Nullable Integer carrierColumn;

  /**
   * Reads a heading row.
   *
   * @param sheet the sheet's position from 0
   * @param row the row's number from 1
   * @param cells of the heading row
   */
  public SheetHeadings(Headings headings, int sheet, int row, List<Cell> cells) {
    this.headings = headings;
    this.sheet = sheet;
    this.row = row;
    for (Cell cell : cells) {
      String text = cell.text().strip();
      texts.put(cell.column(), text);
      if (text.startsWith("_")) {
        leftAlone.add(cell.column());
      } else if (headings.namesOrderRef(text)) {
        orderRefColumn = orderRefColumn == null ? cell.column() : orderRefColumn;
      } else if (headings.namesCarrier(text)) {
        carrierColumn = carrierColumn == null ? cell.column() : carrierColumn;
      }
    }
  }

  /** The column of {@code order_ref}, from 0; null if there is none. */
  public @Nullable Integer orderRefColumn() {
    return orderRefColumn;
  }

  /** The column of {@code carrier}, from 0; null if there is none. */
  public @Nullable Integer carrierColumn() {
    return carrierColumn;
  }

  /** Whether a row has a cell under a heading that is not left alone; other rows are no orders. */
  boolean concern(List<Cell> cells) {
    return cells.stream()
        .anyMatch(cell -> texts.containsKey(cell.column()) && !leftAlone.contains(cell.column()));
  }

  /** A column's heading as it stands; null without one. */
  @Nullable String text(int column) {
    return texts.get(column);
  }

  /** Where the columns' values go for a carrier, by column. */
  Map<Integer, Target> targets(String carrier) {
    return targets.computeIfAbsent(carrier, this::find);
  }

  private Map<Integer, Target> find(String carrier) {
    Columns columns = headings.of(carrier);
    Map<Integer, Target> found = new HashMap<>();
    texts.forEach(
        (column, text) -> {
          if (isField(column)) {
            columns.find(text).ifPresent(target -> found.put(column, target));
          }
        });
    return found;
  }

  private boolean isField(int column) {
    return !leftAlone.contains(column)
        && !Integer.valueOf(column).equals(orderRefColumn)
        && !Integer.valueOf(column).equals(carrierColumn);
  }

  /** The carriers that have a column of that heading; empty if it is no field's. */
  List<String> carriersOf(int column) {
    List<String> carriers = new ArrayList<>();
    for (Columns columns : headings.all()) {
      String carrier = columns.carrier().name();
      if (targets(carrier).containsKey(column)) {
        carriers.add(carrier);
      }
    }
    return carriers;
  }

  /** The column of a path, whatever its indexes; empty if the sheet has none. */
  Optional<Integer> columnOf(String carrier, String path) {
    return targets(carrier).entrySet().stream()
        .filter(entry -> entry.getValue().path().equals(path))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  /**
   * What is wrong with the headings: a warning for each unknown one, an error for each that stands
   * twice.
   */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    Map<String, Integer> first = new HashMap<>();
    texts.keySet().stream()
        .sorted()
        .forEach(
            column -> {
              String text = texts.getOrDefault(column, "");
              List<String> meanings = meanings(column, text);
              if (meanings.isEmpty() && !leftAlone.contains(column)) {
                problems.add(unknown(column, text));
              }
              for (String meaning : meanings) {
                Integer earlier = first.putIfAbsent(meaning, column);
                if (earlier != null) {
                  problems.add(twice(column, text, earlier));
                  break;
                }
              }
            });
    return problems;
  }

  /** What a heading stands for, one line for each carrier; empty if it is unknown. */
  private List<String> meanings(int column, String text) {
    if (leftAlone.contains(column)) {
      return List.of();
    } else if (headings.namesOrderRef(text)) {
      return List.of("order_ref");
    } else if (headings.namesCarrier(text)) {
      return List.of("carrier");
    }
    List<String> meanings = new ArrayList<>();
    for (String carrier : carriersOf(column)) {
      Target target = targets(carrier).get(column);
      if (target != null) {
        meanings.add(carrier + " " + HeadingText.normalize(target.path()));
      }
    }
    return meanings;
  }

  private Problem unknown(int column, String text) {
    String hint =
        headings
            .nearest(text)
            .map(nearest -> "Did you mean \"%s\"? ".formatted(nearest))
            .orElse("");
    return new Problem(
        new Place(sheet, row, column),
        text,
        text,
        "unknown_heading",
        Severity.WARNING,
        "The heading \"%s\" is not known, so its column is left out.".formatted(text),
        hint
            + "Correct the heading, or begin it with _ to say that the column is meant to be left"
            + " out.");
  }

  private Problem twice(int column, String text, int earlier) {
    return new Problem(
        new Place(sheet, row, column),
        text,
        text,
        "heading_twice",
        Severity.ERROR,
        "The heading \"%s\" names the same column as \"%s\" in %s%d."
            .formatted(text, texts.get(earlier), Cell.letters(earlier), row),
        "Delete one of the two columns, or begin its heading with _ to leave it out.");
  }
}
