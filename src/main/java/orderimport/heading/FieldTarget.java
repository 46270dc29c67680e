package orderimport.heading;

import java.util.List;
import java.util.stream.Collectors;
import orderimport.carrier.Unit;
import org.jspecify.annotations.Nullable;

/**
 * The field of a request that a column fills.
 *
 * @param path the column's path as the carrier spells it, with the indexes and the key of the
 *     heading
 * @param steps the path from the root to the record that contains the field
 * @param field the field in that record
 * @param key the key for a keyed list, otherwise null
 * @param spec the type of the value
 */
public record FieldTarget(
    String path,
    List<PathStep> steps,
    RequestSchema.Field field,
    @Nullable String key,
    ValueSpec spec) {

  /**
   * A step into a nested record.
   *
   * @param index the index of a list entry in the heading; {@link #ROW} for the row's own entry,
   *     {@link #NONE} if the field is not a list
   */
  public record PathStep(RequestSchema.Field field, RequestSchema.Group entry, int index) {
    static final int NONE = -2;
    public static final int ROW = -1;

    /** Whether rows can share the entry, because it contains a list itself. */
    public boolean shared() {
      return index == ROW
          && field.shape() instanceof RequestSchema.ListOf listOf
          && listOf.nestsLists();
    }

    /** Whether the step leads into a list. */
    public boolean list() {
      return index != NONE;
    }
  }

  /** The list whose entry the first {@code depth} steps lead to, as a heading spells it. */
  public String listPath(int depth) {
    return steps.subList(0, depth).stream()
        .map(step -> step.field().name() + (step.index() < 0 ? "" : "[" + step.index() + "]"))
        .collect(Collectors.joining("."));
  }

  /** Whether it is in the row's own entry of a list within the entry of {@code listPath}. */
  public boolean fillsListWithin(String listPath) {
    boolean within = false;
    for (int i = 0; i < steps.size(); i++) {
      if (within && steps.get(i).index() == PathStep.ROW) {
        return true;
      }
      within |= steps.get(i).list() && listPath(i + 1).equals(listPath);
    }
    return false;
  }

  /** The number of steps to the entry of the innermost list; 0 if the field is in no list. */
  public int stepsToEntry() {
    int depth = steps.size();
    while (depth > 0 && !steps.get(depth - 1).list()) {
      depth--;
    }
    return depth;
  }

  /** The unit of the value. */
  Unit unit() {
    return valueField().doc().unit();
  }

  /** The field of the value itself: for a keyed list, the value field of its entries. */
  public RequestSchema.Field valueField() {
    return field.shape() instanceof RequestSchema.KeyValueList keyValueList
        ? keyValueList.value()
        : field;
  }
}
