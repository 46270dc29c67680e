package orderimport.column;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in a request a column's values go.
 *
 * @param path the column's path as the carrier spells it, with the indexes and the key of the
 *     heading
 * @param steps from the root to the record that holds the field
 * @param field the field in that record
 * @param key of a keyed list, else null
 * @param form of the value
 */
record Target(
    String path, List<Step> steps, Shape.Field field, @Nullable String key, ValueForm form) {

  /**
   * A step into a nested record.
   *
   * @param index of a list's entry as the heading gives it; {@link #ROW} for the row's own entry,
   *     {@link #NONE} where the field is no list
   */
  record Step(Shape.Field field, Shape.Group entry, int index) {
    static final int NONE = -2;
    static final int ROW = -1;

    /** Whether it goes into a list. */
    boolean list() {
      return index != NONE;
    }
  }

  /** The field of the value itself: in a keyed list that of the key's entry. */
  Shape.Field valueField() {
    return field.shape() instanceof Shape.Keyed keyed ? keyed.value() : field;
  }
}
