package orderimport.column;

import java.util.List;
import orderimport.imports.StagedRow;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * Where a path of a request came from.
 *
 * @param column the column's path, without the indexes of rows
 * @param row the row to blame
 * @param cell the cell, null if it is blank or if a whole record is meant
 * @param refused whether what is there was refused already
 * @param field the field, null if the path ends at a record or is unknown
 */
record Location(
    String column,
    StagedRow row,
    @Nullable Cell cell,
    boolean refused,
    Shape.@Nullable Field field) {

  /**
   * Finds a path in an order.
   *
   * @param rows of the order, the first of them to blame where nothing nearer is known
   */
  static Location of(FieldPath path, Draft root, List<StagedRow> rows) {
    Draft at = root;
    StagedRow row = rows.get(0);
    StringBuilder column = new StringBuilder();
    for (FieldPath.Segment segment : path.segments()) {
      Shape.Field field = at.group().field(segment.name()).orElse(null);
      if (field == null) {
        break;
      }
      column.append(column.isEmpty() ? "" : ".").append(field.name());
      Slot slot = at.slot(field);
      if (slot instanceof Slot.Filled filled) {
        Slot.Origin origin = filled.origin();
        return new Location(
            column.toString(),
            origin == null ? row : origin.row(),
            origin == null ? null : origin.cell(),
            filled.refused(),
            field);
      }
      Draft next = next(slot, segment.bracket());
      if (next == null) {
        boolean leaf = field.shape() instanceof Shape.Value;
        return new Location(column.toString(), row, null, false, leaf ? field : null);
      }
      row = next.row() == null ? row : next.row();
      at = next;
    }
    return new Location(column.toString(), row, null, at != root && at.hasRefused(), null);
  }

  private static @Nullable Draft next(@Nullable Slot slot, @Nullable String bracket) {
    if (slot instanceof Draft draft) {
      return draft;
    }
    List<Draft> entries =
        slot instanceof Slot.Entries list
            ? list.all()
            : slot instanceof Slot.Keys keys ? keys.all() : List.of();
    int index = bracket != null && bracket.matches("\\d{1,6}") ? Integer.parseInt(bracket) : -1;
    return index >= 0 && index < entries.size() ? entries.get(index) : null;
  }
}
