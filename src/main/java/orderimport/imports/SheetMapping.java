package orderimport.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a user matched the columns of a sheet with certain headings (ADR 0024).
 *
 * @param columns the columns for which the user chose something, from 0
 * @param rememberedFrom the name of the file for which they were chosen, if they are applied to
 *     another upload; null if they were chosen for this file
 */
public record SheetMapping(
    Map<Integer, ColumnMapping> columns,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String rememberedFrom) {
  public static final SheetMapping NONE = new SheetMapping(Map.of(), null);

  public SheetMapping {
    TreeMap<Integer, ColumnMapping> chosen =
        new TreeMap<>(Objects.requireNonNullElse(columns, Map.of()));
    chosen.values().removeIf(ColumnMapping::isEmpty);
    columns = Collections.unmodifiableMap(chosen);
  }

  /** The meaning that was chosen for a column; null without one. */
  public @Nullable String meaning(int column) {
    ColumnMapping mapping = columns.get(column);
    return mapping == null ? null : mapping.meaning();
  }

  /** The value that was chosen for a value of a column; null without one. */
  public @Nullable String value(int column, String text) {
    ColumnMapping mapping = columns.get(column);
    return mapping == null || mapping.values().isEmpty()
        ? null
        : mapping.values().get(ColumnMapping.key(text));
  }

  /** Whether values of a column were chosen. */
  public boolean hasValues() {
    return columns.values().stream().anyMatch(mapping -> !mapping.values().isEmpty());
  }
}
