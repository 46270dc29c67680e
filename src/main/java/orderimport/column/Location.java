package orderimport.column;

import java.util.List;
import java.util.Optional;
import orderimport.column.Slot.Origin;
import orderimport.imports.StagedRow;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * Where a path of a request came from.
 *
 * @param column the column's path as a heading spells it; of a record, that of its columns without
 *     their last name; empty for the order as a whole
 * @param row the row to blame
 * @param cell the cell; null if it is blank, if a default filled it, or if a whole row is meant
 * @param filled the value there; null if there is none
 * @param field the field; null if the path ends at a record or is unknown
 */
record Location(
    String column,
    StagedRow row,
    @Nullable Cell cell,
    Slot.@Nullable Filled filled,
    Shape.@Nullable Field field) {

  /** Whether the cell could not be read, which has been told. */
  boolean refused() {
    return filled != null && filled.refused();
  }

  /** Whether the value is a default. */
  boolean byDefault() {
    return filled != null && filled.origin() == null;
  }

  /**
   * Finds a path in an order.
   *
   * @param rows of the order, the first of them to blame where nothing nearer is known
   */
  static Location of(FieldPath path, Shape.Group shape, Draft root, List<StagedRow> rows) {
    return new Walk(shape, root, rows.get(0)).along(path);
  }

  /** Goes along a path as far as it is known. */
  private static final class Walk {
    private final StringBuilder column = new StringBuilder();
    private Shape.Group group;
    private @Nullable Draft at;
    private StagedRow row;

    Walk(Shape.Group group, Draft at, StagedRow row) {
      this.group = group;
      this.at = at;
      this.row = row;
    }

    Location along(FieldPath path) {
      boolean record = false;
      for (FieldPath.Segment segment : path.segments()) {
        Optional<Shape.Field> found = group.field(segment.name());
        if (found.isEmpty()) {
          return ofRow();
        }
        Shape.Field field = found.get();
        Slot slot = at == null ? null : at.slot(field);
        column.append(column.isEmpty() ? "" : ".").append(field.name());
        if (field.shape() instanceof Shape.Value) {
          return value(field, slot);
        } else if (field.shape() instanceof Shape.Keyed keyed) {
          return entry(keyed, slot, segment.bracket());
        } else if (field.shape() instanceof Shape.Many many) {
          enter(slot, segment.bracket());
          group = many.entry();
          record = false;
        } else if (field.shape() instanceof Shape.Group nested) {
          enter(slot instanceof Draft draft ? draft : null);
          group = nested;
          record = true;
        }
      }
      return record ? ofRecord() : ofRow();
    }

    private void enter(@Nullable Slot slot, @Nullable String bracket) {
      if (slot instanceof Slot.Entries entries) {
        int index = index(bracket, entries.all().size());
        column.append(index < 0 ? "" : entries.bracket(index));
        enter(index < 0 ? null : entries.all().get(index));
      } else {
        at = null;
      }
    }

    private void enter(@Nullable Draft next) {
      at = next;
      if (next != null && next.row() != null) {
        row = next.row();
      }
    }

    /** An index that is not given means the first entry; -1 if there is none. */
    private static int index(@Nullable String bracket, int size) {
      if (bracket == null || bracket.isEmpty()) {
        return size > 0 ? 0 : -1;
      }
      int index = bracket.matches("\\d{1,6}") ? Integer.parseInt(bracket) : -1;
      return index < size ? index : -1;
    }

    private Location value(Shape.Field field, @Nullable Slot slot) {
      Slot.Filled filled = slot instanceof Slot.Filled there ? there : null;
      Origin origin = filled == null ? null : filled.origin();
      return new Location(
          column.toString(),
          origin == null ? row : origin.row(),
          origin == null ? null : origin.cell(),
          filled,
          field);
    }

    private Location entry(Shape.Keyed keyed, @Nullable Slot slot, @Nullable String bracket) {
      if (slot instanceof Slot.Keys keys) {
        int index = index(bracket, keys.all().size());
        if (index >= 0) {
          column.append('[').append(keys.key(index)).append(']');
          return value(keyed.value(), keys.all().get(index).slot(keyed.value()));
        }
      }
      return ofRow();
    }

    private Location ofRecord() {
      Origin first = at == null ? null : at.firstFilled().orElse(null);
      return new Location(
          column.toString(),
          first == null ? row : first.row(),
          first == null ? null : first.cell(),
          null,
          null);
    }

    private Location ofRow() {
      return new Location("", row, null, null, null);
    }
  }
}
