package orderimport.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import orderimport.carrier.OrderTracking.Detail;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the fields of a response about the state of an order, where formats vary. */
public final class TrackingFields {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Set<String> YES = Set.of("true", "yes", "y");
  private static final int LONGEST = 200;

  private TrackingFields() {}

  /** The object with this id; null if the body is not exactly one such object. */
  public static @Nullable JsonNode object(String body, String idField, @Nullable String id) {
    try {
      JsonNode root = JSON.readTree(body);
      String found = root.isObject() ? ListedFields.text(root, idField) : null;
      return found != null && id != null && found.equalsIgnoreCase(id.strip()) ? root : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** The fields that have a value, with their names. */
  public static List<Detail> details(JsonNode entry, String... fields) {
    List<Detail> details = new ArrayList<>();
    for (String field : fields) {
      String value = value(entry.path(field));
      if (!value.isEmpty()) {
        details.add(new Detail(field, value));
      }
    }
    return details;
  }

  /**
   * A value as text, shortened: a list's values separated by commas, an object's value by its
   * {@code name} or {@code id}. Empty without one.
   */
  public static String value(JsonNode value) {
    String text;
    if (value.isArray()) {
      StringJoiner values = new StringJoiner(", ");
      value.forEach(each -> addTo(values, each));
      text = values.toString();
    } else if (value.isObject()) {
      String name = ListedFields.text(value, "connection_id", "name", "id", "_id");
      text = name == null ? "" : name;
    } else if (value.isNumber()) {
      text = value.decimalValue().toPlainString();
    } else {
      text = value.isString() || value.isBoolean() ? value.asString().strip() : "";
    }
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  private static void addTo(StringJoiner values, JsonNode each) {
    String text = each.isArray() ? "" : value(each);
    if (!text.isEmpty()) {
      values.add(text);
    }
  }

  /** Whether a flag is set: true, a number other than 0, or a text such as {@code 1} or yes. */
  public static boolean isSet(JsonNode flag) {
    String text = flag.asString("").strip();
    return flag.isNumber() || text.matches("\\d+(\\.\\d+)?")
        ? flag.asDouble(0) != 0
        : YES.contains(text.toLowerCase(Locale.ROOT));
  }
}
