package orderimport.column;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orderimport.imports.StagedRow;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** What has been put so far where a component of a request record goes. */
sealed interface Slot permits Slot.Filled, Draft, Slot.Entries, Slot.Keys {

  /**
   * The cell that a value came from.
   *
   * @param cell null where a whole row is meant
   */
  record Origin(StagedRow row, @Nullable Cell cell) {}

  /**
   * A value.
   *
   * @param value null if the cell was refused; its problem has been told
   * @param origin null if it is a default
   */
  record Filled(@Nullable Object value, @Nullable Origin origin) implements Slot {
    boolean refused() {
      return value == null;
    }
  }

  /** The entries of a list: first those with an index in the heading, then one for each row. */
  final class Entries implements Slot {
    private final Map<Integer, Draft> indexed = new TreeMap<>();
    private final Map<Long, Draft> ofRows = new LinkedHashMap<>();

    Draft indexed(int index, StagedRow row, Shape.Group group) {
      return indexed.computeIfAbsent(index, any -> new Draft(group, row));
    }

    Draft ofRow(StagedRow row, Shape.Group group) {
      long place = ((long) row.sheet() << 32) | row.number();
      return ofRows.computeIfAbsent(place, any -> new Draft(group, row));
    }

    List<Draft> all() {
      List<Draft> all = new ArrayList<>(indexed.values());
      all.addAll(ofRows.values());
      return all;
    }
  }

  /** The entries of a keyed list, by key. */
  final class Keys implements Slot {
    private final Map<String, Draft> byKey = new LinkedHashMap<>();

    Draft get(String key, StagedRow row, Shape.Group group) {
      return byKey.computeIfAbsent(key, any -> new Draft(group, row));
    }

    List<Draft> all() {
      return List.copyOf(byKey.values());
    }
  }
}
