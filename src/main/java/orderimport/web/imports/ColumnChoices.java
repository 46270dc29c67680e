package orderimport.web.imports;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orderimport.imports.ColumnMapping;
import orderimport.imports.SheetMapping;
import orderimport.web.imports.SheetColumns.ColumnView;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What a user chose in the form of the columns. The fields of a column have its sheet and column at
 * their end: {@code meaning.0.2} is what the user typed, blank for no change; {@code use.0.2} a
 * suggestion; {@code ignore.0.2} and {@code undo.0.2} are set if the box is checked; {@code
 * from.0.2} and {@code to.0.2} have the values that count as other ones.
 */
final class ColumnChoices {
  private final SheetColumnsFactory sheetColumnsFactory;
  private final MultiValueMap<String, String> form;
  private final Map<String, String> unknown = new LinkedHashMap<>();

  ColumnChoices(SheetColumnsFactory sheetColumnsFactory, MultiValueMap<String, String> form) {
    this.sheetColumnsFactory = sheetColumnsFactory;
    this.form = form;
  }

  /** The texts that name no field, by the end of the names of their column's fields. */
  Map<String, String> unknown() {
    return unknown;
  }

  /** The mappings of all sheets after the choices, by signature. */
  Map<String, SheetMapping> applyTo(List<SheetColumns> sheets, Map<String, SheetMapping> before) {
    Map<String, SheetMapping> after = new HashMap<>(before);
    for (SheetColumns sheet : sheets) {
      SheetMapping old = before.getOrDefault(sheet.signature(), SheetMapping.NONE);
      Map<Integer, ColumnMapping> columns = new TreeMap<>(old.columns());
      for (ColumnView column : sheet.columns()) {
        ColumnMapping chosen = chosen(sheet, column, old.columns().get(column.column()));
        columns.put(column.column(), chosen);
      }
      SheetMapping mapping = new SheetMapping(columns, null);
      // Another sheet with the same headings may have been changed.
      if (!mapping.columns().equals(old.columns())) {
        after.put(sheet.signature(), mapping);
      }
    }
    after.values().removeIf(mapping -> mapping.columns().isEmpty());
    return after;
  }

  private ColumnMapping chosen(SheetColumns sheet, ColumnView column, @Nullable ColumnMapping old) {
    String key = "%d.%d".formatted(sheet.position(), column.column());
    ColumnMapping before = old == null ? new ColumnMapping(null, Map.of()) : old;
    String typed = form.getOrDefault("meaning." + key, List.of("")).get(0);
    String suggested = form.getFirst("use." + key);
    String text = typed.isBlank() && suggested != null ? suggested : typed;
    if (!text.isBlank()) {
      String path = sheetColumnsFactory.path(text, sheet);
      if (path == null) {
        unknown.put(key, text.strip());
        return before;
      }
      return path.equals(column.path())
          ? withValues(before, key, column)
          : new ColumnMapping(path, Map.of());
    } else if (form.containsKey("ignore." + key)) {
      return new ColumnMapping(ColumnMapping.IGNORED, Map.of());
    } else if (form.containsKey("undo." + key) || before.ignored()) {
      return new ColumnMapping(null, Map.of());
    }
    return withValues(before, key, column);
  }

  private ColumnMapping withValues(ColumnMapping before, String key, ColumnView column) {
    Map<String, String> values = new HashMap<>(before.values());
    List<String> from = form.getOrDefault("from." + key, List.of());
    List<String> to = form.getOrDefault("to." + key, List.of());
    for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
      String value = ColumnMapping.key(from.get(i));
      if (column.allowed().contains(to.get(i))) {
        values.put(value, to.get(i));
      } else {
        values.remove(value);
      }
    }
    return new ColumnMapping(before.meaning(), values);
  }
}
