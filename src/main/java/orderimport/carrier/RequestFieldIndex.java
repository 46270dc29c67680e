package orderimport.carrier;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the fields of a request by the spellings that a carrier's error responses use. */
final class RequestFieldIndex {
  private static final Set<String> WRAPPERS = Set.of("body", "request", "data", "order", "$");

  private final Field root;

  /**
   * A field.
   *
   * @param fields the nested fields, by normalized name: lower case, without underscores and
   *     hyphens
   */
  private record Field(String name, boolean list, Map<String, Field> fields) {}

  RequestFieldIndex(Class<? extends Record> request) {
    root = new Field("", false, fields(request));
  }

  private static Map<String, Field> fields(Class<?> type) {
    Map<String, Field> fields = new LinkedHashMap<>();
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        boolean list = List.class.isAssignableFrom(component.getType());
        String name = FieldName.of(component);
        Class<?> within = list ? entry(component.getGenericType()) : component.getType();
        fields.put(key(name), new Field(name, list, fields(within)));
      }
    }
    return fields;
  }

  private static Class<?> entry(Type list) {
    return list instanceof ParameterizedType type
            && type.getActualTypeArguments()[0] instanceof Class<?> entry
        ? entry
        : Object.class;
  }

  private static String key(String name) {
    return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }

  /**
   * The path of the field that {@code spelled} names, as the records spell it; an index that is not
   * given is empty ({@code offers[].product}).
   *
   * @param spelled a path with dots, brackets or slashes, or a name that only one field has
   * @return null if there is no such field
   */
  @Nullable String find(String spelled) {
    List<String> steps = steps(spelled);
    if (steps.size() > 1 && WRAPPERS.contains(steps.get(0).toLowerCase(Locale.ROOT))) {
      String inner = walk(root, "", steps.subList(1, steps.size()));
      if (inner != null) {
        return inner;
      }
    }
    String path = walk(root, "", steps);
    if (path != null || steps.isEmpty()) {
      return path;
    }
    List<String> deeper = within(root, "", steps).limit(2).toList();
    return deeper.size() == 1 ? deeper.get(0) : null;
  }

  /** Like {@link #find(String)}, but prefers a field below {@code parent}. */
  @Nullable String find(@Nullable String parent, String spelled) {
    String below = parent == null ? null : find(parent + "." + spelled);
    return below == null ? find(spelled) : below;
  }

  /** Whether the path is that of a list of records, without an index at its end. */
  boolean entriesAt(@Nullable String path) {
    if (path == null || path.endsWith("]")) {
      return false;
    }
    Field field = root;
    for (String step : steps(path)) {
      if (!isIndex(step)) {
        field = Objects.requireNonNullElse(field.fields().get(key(step)), root);
      }
    }
    return field.list() && !field.fields().isEmpty();
  }

  private static List<String> steps(String spelled) {
    String dotted = spelled.strip().replaceAll("[\\[\\]/#]+", ".");
    return Stream.of(dotted.split("\\.")).filter(step -> !step.isEmpty()).toList();
  }

  private static @Nullable String walk(Field from, String path, List<String> steps) {
    Field field = from;
    StringBuilder walked = new StringBuilder(path);
    boolean indexed = true;
    for (String step : steps) {
      if (isIndex(step)) {
        if (indexed) {
          return null;
        }
        walked.append('[').append(step.equals("*") ? "" : step).append(']');
        indexed = true;
        continue;
      }
      walked.append(indexed ? "" : "[]");
      Field next = field.fields().get(key(step));
      if (next == null) {
        return null;
      }
      walked.append(walked.isEmpty() ? "" : ".").append(next.name());
      field = next;
      indexed = !next.list();
    }
    return walked.isEmpty() ? null : walked.toString();
  }

  private static boolean isIndex(String step) {
    return step.equals("*") || step.chars().allMatch(Character::isDigit);
  }

  private static Stream<String> within(Field from, String path, List<String> steps) {
    List<String> found = new ArrayList<>();
    for (Field field : from.fields().values()) {
      String below = path + (path.isEmpty() ? "" : ".") + field.name() + (field.list() ? "[]" : "");
      String here = walk(field, below, steps);
      if (here != null && !field.fields().isEmpty()) {
        found.add(here);
      }
      within(field, below, steps).forEach(found::add);
    }
    return found.stream();
  }
}
