package orderimport.heading;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import orderimport.imports.ColumnMapping;
import orderimport.imports.SheetMapping;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Row;
import org.jspecify.annotations.Nullable;

/**
 * The known headings in a row.
 *
 * @param meanings by column, as returned by {@link HeadingCatalog#meanings}
 * @param known the number of different fields that they refer to
 */
public record RowHeadings(Row row, Map<Integer, List<String>> meanings, int known) {
  /** Longer texts are not headings. */
  private static final int LONGEST = 300;

  /**
   * Reads a row.
   *
   * @param mapping how a user matched the columns
   */
  public static RowHeadings of(Row row, HeadingCatalog headingCatalog, SheetMapping mapping) {
    Map<Integer, List<String>> meanings = new HashMap<>();
    Set<String> named = new HashSet<>();
    int known = 0;
    for (Cell cell : row.cells()) {
      if (cell.kind() != Cell.Kind.TEXT || cell.text().length() > LONGEST) {
        continue;
      }
      String text = CellText.strip(cell.text());
      String meant = Objects.requireNonNullElse(mapping.meaning(cell.column()), text);
      List<String> ownNames =
          meant.startsWith("_") ? List.of() : headingCatalog.meanings(headingCatalog.read(meant));
      if (!ownNames.isEmpty()) {
        meanings.put(cell.column(), ownNames);
        known += named.addAll(ownNames) ? 1 : 0;
      }
    }
    return new RowHeadings(row, meanings, known);
  }

  /** Whether it may be a header row: it has {@code order_ref} and another known heading. */
  public boolean isCandidate() {
    return known > 1 && orderRefColumn() != null;
  }

  /** The first {@code order_ref} column, from 0; null if absent. */
  @Nullable Integer orderRefColumn() {
    return meanings.entrySet().stream()
        .filter(entry -> entry.getValue().contains(HeadingCatalog.ORDER_REF))
        .map(Map.Entry::getKey)
        .min(Integer::compare)
        .orElse(null);
  }

  /** Reads a row of the same sheet, in which a user's choices apply to the same headings only. */
  RowHeadings read(Row other, HeadingCatalog headingCatalog, SheetMapping mapping) {
    Map<Integer, ColumnMapping> same = new HashMap<>(mapping.columns());
    same.keySet()
        .removeIf(column -> !HeadingCatalog.sameName(text(row, column), text(other, column)));
    return of(other, headingCatalog, new SheetMapping(same, null));
  }

  /** Whether each known heading of another row has the same meaning and column here. */
  boolean isRepeatedBy(RowHeadings other) {
    return other.meanings.entrySet().stream()
        .allMatch(
            entry ->
                meanings.getOrDefault(entry.getKey(), List.of()).stream()
                    .anyMatch(entry.getValue()::contains));
  }

  boolean isFilled(int column) {
    return row.cells().stream()
        .anyMatch(cell -> cell.column() == column && !CellText.isBlank(cell));
  }

  /** The text of a filled cell. */
  String text(int column) {
    return text(row, column);
  }

  private static String text(Row row, int column) {
    return row.cells().stream()
        .filter(cell -> cell.column() == column)
        .map(cell -> CellText.strip(cell.text()))
        .findFirst()
        .orElse("");
  }
}
