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
record FieldTarget(
    String path,
    List<PathStep> steps,
    RequestSchema.Field field,
    @Nullable String key,
    ValueSpec form) {

  /**
   * A step into a nested record.
   *
   * @param index of a list's entry as the heading gives it; {@link #ROW} for the row's own entry,
   *     {@link #NONE} where the field is no list
   */
  record PathStep(RequestSchema.Field field, RequestSchema.Group entry, int index) {
    static final int NONE = -2;
    static final int ROW = -1;

    /** Whether it goes into a list. */
    boolean list() {
      return index != NONE;
    }
  }

  /** The field of the value itself: in a keyed list that of the key's entry. */
  RequestSchema.Field valueField() {
    return field.shape() instanceof RequestSchema.KeyValueList keyValueList
        ? keyValueList.value()
        : field;
  }
}
