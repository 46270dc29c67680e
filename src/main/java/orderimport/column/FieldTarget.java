package orderimport.column;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The field of a request that a column fills.
 *
 * @param path the column's path as the carrier spells it, with the indexes and the key of the
 *     heading
 * @param steps the path from the root to the record that contains the field
 * @param field the field in that record
 * @param key the key for a keyed list, otherwise null
 * @param form the type of the value
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
   * @param index the index of a list entry in the heading; {@link #ROW} for the row's own entry,
   *     {@link #NONE} if the field is not a list
   */
  record PathStep(RequestSchema.Field field, RequestSchema.Group entry, int index) {
    static final int NONE = -2;
    static final int ROW = -1;

    /** Whether the step leads into a list. */
    boolean list() {
      return index != NONE;
    }
  }

  /** The field of the value itself: for a keyed list, the value field of its entries. */
  RequestSchema.Field valueField() {
    return field.shape() instanceof RequestSchema.KeyValueList keyValueList
        ? keyValueList.value()
        : field;
  }
}
