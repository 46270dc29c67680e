package orderimport.binding;

import java.util.List;
import java.util.Optional;
import orderimport.binding.FieldSlot.Origin;
import orderimport.heading.FieldPath;
import orderimport.heading.RequestSchema;
import orderimport.imports.StagedRow;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * The location in a sheet of a request path.
 *
 * @param column the column's path as a heading spells it; for a record, the common prefix of its
 *     columns; empty for the order as a whole
 * @param row the row of a problem with this path
 * @param cell the cell; null if it is blank, if the value is a default, or for a whole row
 * @param filled the value; null if absent
 * @param field the field; null if the path ends at a record or is unknown
 */
record FieldLocation(
    String column,
    StagedRow row,
    @Nullable Cell cell,
    FieldSlot.@Nullable FilledValue filled,
    RequestSchema.@Nullable Field field) {

  /** Whether the cell could not be parsed, which has been reported. */
  boolean isRejected() {
    return filled != null && filled.isRejected();
  }

  /** Whether the value is a default. */
  boolean isDefault() {
    return filled != null && filled.origin() == null;
  }

  /**
   * Locates a path in an order.
   *
   * @param rows of the order; the first one is the location if nothing more specific is known
   */
  static FieldLocation of(
      FieldPath path, RequestSchema.Group shape, RecordBuilder root, List<StagedRow> rows) {
    return new PathResolver(shape, root, rows.get(0)).resolve(path);
  }

  /** Resolves a path as far as it is known. */
  private static final class PathResolver {
    private final StringBuilder column = new StringBuilder();
    private RequestSchema.Group group;
    private @Nullable RecordBuilder at;
    private StagedRow row;

    PathResolver(RequestSchema.Group group, RecordBuilder at, StagedRow row) {
      this.group = group;
      this.at = at;
      this.row = row;
    }

    FieldLocation resolve(FieldPath path) {
      boolean record = false;
      for (FieldPath.Segment segment : path.segments()) {
        Optional<RequestSchema.Field> found = group.field(segment.name());
        if (found.isEmpty()) {
          return ofRow();
        }
        RequestSchema.Field field = found.get();
        FieldSlot fieldSlot = at == null ? null : at.slot(field);
        column.append(column.isEmpty() ? "" : ".").append(field.name());
        if (field.shape() instanceof RequestSchema.Value) {
          return value(field, fieldSlot);
        } else if (field.shape() instanceof RequestSchema.KeyValueList keyValueList) {
          return entry(keyValueList, fieldSlot, segment.bracket());
        } else if (field.shape() instanceof RequestSchema.ListOf listOf) {
          enter(fieldSlot, segment.bracket());
          group = listOf.entry();
          record = false;
        } else if (field.shape() instanceof RequestSchema.Group nested) {
          enter(fieldSlot instanceof RecordBuilder recordBuilder ? recordBuilder : null);
          group = nested;
          record = true;
        }
      }
      return record ? ofRecord() : ofRow();
    }

    private void enter(@Nullable FieldSlot fieldSlot, @Nullable String bracket) {
      if (fieldSlot instanceof FieldSlot.Entries entries) {
        int index = index(bracket, entries.all().size());
        column.append(index < 0 ? "" : entries.bracket(index));
        enter(index < 0 ? null : entries.all().get(index));
      } else {
        at = null;
      }
    }

    private void enter(@Nullable RecordBuilder next) {
      at = next;
      if (next != null && next.row() != null) {
        row = next.row();
      }
    }

    /** A missing index means the first entry; -1 if there is no such entry. */
    private static int index(@Nullable String bracket, int size) {
      if (bracket == null || bracket.isEmpty()) {
        return size > 0 ? 0 : -1;
      }
      int index = bracket.matches("\\d{1,6}") ? Integer.parseInt(bracket) : -1;
      return index < size ? index : -1;
    }

    private FieldLocation value(RequestSchema.Field field, @Nullable FieldSlot fieldSlot) {
      FieldSlot.FilledValue filledValue =
          fieldSlot instanceof FieldSlot.FilledValue filled ? filled : null;
      Origin origin = filledValue == null ? null : filledValue.origin();
      return new FieldLocation(
          column.toString(),
          origin == null ? row : origin.row(),
          origin == null ? null : origin.cell(),
          filledValue,
          field);
    }

    private FieldLocation entry(
        RequestSchema.KeyValueList keyValueList,
        @Nullable FieldSlot fieldSlot,
        @Nullable String bracket) {
      if (fieldSlot instanceof FieldSlot.KeyedEntries keyedEntries) {
        int index = index(bracket, keyedEntries.all().size());
        if (index >= 0) {
          column.append('[').append(keyedEntries.key(index)).append(']');
          return value(
              keyValueList.value(), keyedEntries.all().get(index).slot(keyValueList.value()));
        }
      }
      return ofRow();
    }

    private FieldLocation ofRecord() {
      Origin first = at == null ? null : at.firstFilled().orElse(null);
      return new FieldLocation(
          column.toString(),
          first == null ? row : first.row(),
          first == null ? null : first.cell(),
          null,
          null);
    }

    private FieldLocation ofRow() {
      return new FieldLocation("", row, null, null, null);
    }
  }
}
