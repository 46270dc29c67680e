package orderimport.carrier;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the values of a field from requests, through records and lists of records. */
public final class RequestPath {
  private final List<Method> steps = new ArrayList<>();
  private final Class<?> end;

  /**
   * @param from the record in which the path begins
   * @param path as a column's heading without indexes ({@code order_items.location_id}); empty for
   *     the record itself
   * @throws IllegalArgumentException if the record has no such field; the message names it
   */
  public RequestPath(Class<?> from, String path) {
    Class<?> type = from;
    for (String name : path.isEmpty() ? new String[0] : path.split("\\.")) {
      RecordComponent component = component(type, name, path);
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      steps.add(accessor);
      type =
          List.class.isAssignableFrom(component.getType())
              ? entry(component.getGenericType())
              : component.getType();
    }
    this.end = type;
  }

  private static RecordComponent component(Class<?> type, String name, String path) {
    return Arrays.stream(type.isRecord() ? type.getRecordComponents() : new RecordComponent[0])
        .filter(component -> FieldName.of(component).equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no field %s of %s".formatted(type.getSimpleName(), name, path)));
  }

  private static Class<?> entry(Type list) {
    return list instanceof ParameterizedType type
            && type.getActualTypeArguments()[0] instanceof Class<?> entry
        ? entry
        : Object.class;
  }

  /** The type of the field, or of the entries if it is a list. */
  public Class<?> type() {
    return end;
  }

  /** The values that are not null, in the order of the request. */
  public List<Object> values(@Nullable Object request) {
    List<Object> values = new ArrayList<>();
    collect(request, 0, values);
    return values;
  }

  private void collect(@Nullable Object value, int step, List<Object> values) {
    if (value instanceof List<?> list) {
      list.forEach(entry -> collect(entry, step, values));
    } else if (value != null && step == steps.size()) {
      values.add(value);
    } else if (value != null) {
      try {
        collect(steps.get(step).invoke(value), step + 1, values);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
