package orderimport.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Summarizes a carrier's response for readers: its ids, links and lists, such as lines and offers,
 * entry by entry. Fields that only repeat the request are omitted.
 */
final class ResponseSummary {

  private static final JsonMapper JSON = new JsonMapper();

  private final Set<String> sent = new HashSet<>();
  private final List<String> parts = new ArrayList<>();

  private ResponseSummary() {}

  /**
   * The fields of a JSON object as text; any other body unchanged, but on one line.
   *
   * @param request the request whose fields are omitted; null to omit none
   */
  static String of(@Nullable String body, @Nullable String request) {
    String raw = body == null ? "" : body.strip().replaceAll("\\s+", " ");
    if (!raw.startsWith("{")) {
      return raw;
    }
    try {
      ResponseSummary text = new ResponseSummary();
      if (request != null) {
        text.remember(JSON.readTree(request));
      }
      text.add("", JSON.readTree(raw));
      return String.join("; ", text.parts);
    } catch (JacksonException e) {
      return raw;
    }
  }

  private void remember(JsonNode node) {
    node.properties()
        .forEach(
            field -> {
              sent.add(leaf(field.getKey(), field.getValue()));
              remember(field.getValue());
            });
  }

  private static String leaf(String name, JsonNode value) {
    return name + ": " + value.asString("");
  }

  private void add(String path, JsonNode node) {
    node.properties()
        .forEach(
            field -> {
              String name = path + field.getKey();
              JsonNode value = field.getValue();
              if (value.isArray()) {
                addEntries(name, value);
              } else if (value.isObject()) {
                add(name + ".", value);
              } else if (!value.isNull() && !sent.contains(leaf(field.getKey(), value))) {
                parts.add(leaf(name, value));
              }
            });
  }

  private void addEntries(String name, JsonNode list) {
    for (int i = 0; i < list.size(); i++) {
      List<String> fields = new ArrayList<>();
      list.get(i)
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                  fields.add(leaf(field.getKey(), field.getValue()));
                }
              });
      if (!fields.isEmpty()) {
        parts.add("%s %d (%s)".formatted(name, i + 1, String.join(", ", fields)));
      }
    }
  }
}
