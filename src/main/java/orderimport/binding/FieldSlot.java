package orderimport.binding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orderimport.heading.RequestSchema;
import orderimport.imports.StagedRow;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** The content of a request record's component while the record is being built. */
sealed interface FieldSlot
    permits FieldSlot.FilledValue, RecordBuilder, FieldSlot.Entries, FieldSlot.KeyedEntries {

  /**
   * The source cell of a value.
   *
   * @param cell null for a whole row
   */
  record Origin(StagedRow row, @Nullable Cell cell) {}

  /**
   * A value.
   *
   * @param value null if the cell was rejected, which has been reported
   * @param origin null if it is a default
   */
  record FilledValue(@Nullable Object value, @Nullable Origin origin) implements FieldSlot {
    boolean isRejected() {
      return value == null;
    }
  }

  /** The entries of a list: first those with an index in the heading, then those of rows. */
  final class Entries implements FieldSlot {
    private final Map<Integer, RecordBuilder> indexed = new TreeMap<>();
    private final List<RecordBuilder> ofRows = new ArrayList<>();
    private final Map<Map<String, Object>, RecordBuilder> byValues = new HashMap<>();
    private @Nullable RecordBuilder current;
    private @Nullable StagedRow currentRow;

    RecordBuilder indexed(int index, @Nullable StagedRow row, RequestSchema.Group group) {
      return indexed.computeIfAbsent(index, any -> new RecordBuilder(group, row));
    }

    /** The row's entry. The cells of a row are added together, so it can only be the last one. */
    RecordBuilder ofRow(StagedRow row, RequestSchema.Group group) {
      RecordBuilder last = ofRows.isEmpty() ? null : ofRows.get(ofRows.size() - 1);
      if (last != null && isOf(last.row(), row)) {
        return last;
      }
      RecordBuilder fresh = new RecordBuilder(group, row);
      ofRows.add(fresh);
      return fresh;
    }

    /**
     * The entry that a row shares with the rows that have the same values, or with the row above;
     * an entry of its own if it fills no inner list. Rows below share the last one of equal
     * entries.
     *
     * @param values the row's values of the entry, empty if all of them are blank
     * @param fillsInner whether the row fills a list within the entry
     */
    RecordBuilder shared(
        StagedRow row, RequestSchema.Group group, Map<String, Object> values, boolean fillsInner) {
      RecordBuilder entry = current;
      if (entry == null || !isOf(currentRow, row) && !values.isEmpty()) {
        entry = fillsInner ? byValues.get(values) : null;
      }
      if (entry == null) {
        entry = new RecordBuilder(group, row);
        byValues.put(values, entry);
        ofRows.add(entry);
      }
      current = entry;
      currentRow = row;
      return entry;
    }

    private static boolean isOf(@Nullable StagedRow entry, StagedRow row) {
      return entry != null && entry.number() == row.number() && entry.sheet() == row.sheet();
    }

    /** The index of an entry of {@link #all} in its heading, with brackets; empty without one. */
    String bracket(int position) {
      return indexed.keySet().stream()
          .skip(position)
          .findFirst()
          .map(index -> "[" + index + "]")
          .orElse("");
    }

    List<RecordBuilder> all() {
      if (indexed.isEmpty()) {
        return ofRows;
      }
      List<RecordBuilder> all = new ArrayList<>(indexed.values());
      all.addAll(ofRows);
      return all;
    }
  }

  /** The entries of a keyed list, by key. */
  final class KeyedEntries implements FieldSlot {
    private final Map<String, RecordBuilder> byKey = new LinkedHashMap<>();

    RecordBuilder get(String key, @Nullable StagedRow row, RequestSchema.KeyValueList list) {
      return byKey.computeIfAbsent(key, any -> entry(key, row, list));
    }

    private static RecordBuilder entry(
        String key, @Nullable StagedRow row, RequestSchema.KeyValueList list) {
      RecordBuilder entry = new RecordBuilder(list.entry(), row);
      Object sent = key.matches("0|[1-9]\\d{0,17}") ? (Object) Long.valueOf(key) : key;
      entry.put(list.key(), new FilledValue(sent, null));
      return entry;
    }

    /** The key of an entry of {@link #all}. */
    String key(int position) {
      return List.copyOf(byKey.keySet()).get(position);
    }

    List<RecordBuilder> all() {
      return List.copyOf(byKey.values());
    }
  }
}
