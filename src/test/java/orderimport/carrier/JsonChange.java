package orderimport.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes to a JSON document, written {@code path = json; path = json}. */
final class JsonChange {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

  private JsonChange() {}

  /** Returns a copy with the changes; {@code "x" * 61} is the text repeated. */
  static JsonNode apply(JsonNode document, String changes) {
    JsonNode changed = document.deepCopy();
    for (String change : changes.split(";")) {
      String[] sides = change.split("=", 2);
      set(changed, sides[0].strip(), value(sides[1].strip()));
    }
    return changed;
  }

  private static JsonNode value(String json) {
    String[] times = json.split("\\*");
    JsonNode value = JSON.readTree(times[0]);
    return times.length == 1
        ? value
        : JSON.valueToTree(value.asString().repeat(Integer.parseInt(times[1].strip())));
  }

  static void set(JsonNode document, String path, JsonNode value) {
    List<String> steps = steps(path);
    JsonNode at = document;
    for (int i = 0; i < steps.size(); i++) {
      boolean last = i == steps.size() - 1;
      boolean listNext = !last && steps.get(i + 1).matches("\\d+");
      JsonNode empty = listNext ? JSON.createArrayNode() : JSON.createObjectNode();
      JsonNode next;
      if (at instanceof ArrayNode array) {
        int index = Integer.parseInt(steps.get(i));
        next = last ? value : array.path(index).isContainer() ? array.get(index) : empty;
        if (index < array.size()) {
          array.set(index, next);
        } else {
          array.add(next);
        }
      } else {
        JsonNode there = at.path(steps.get(i));
        next = last ? value : there.isContainer() ? there : empty;
        ((ObjectNode) at).set(steps.get(i), next);
      }
      at = next;
    }
  }

  private static List<String> steps(String path) {
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    while (matcher.find()) {
      steps.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return steps;
  }

  /** Returns the paths of all values, except nulls. */
  static List<String> paths(JsonNode document) {
    List<String> paths = new ArrayList<>();
    collect(document, "", paths);
    return paths;
  }

  private static void collect(JsonNode node, String path, List<String> paths) {
    if (node.isNull()) {
      return;
    }
    if (!path.isEmpty()) {
      paths.add(path);
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), path + "[" + i + "]", paths);
      }
    }
    node.properties()
        .forEach(
            entry ->
                collect(
                    entry.getValue(),
                    path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                    paths));
  }

  static JsonNode get(JsonNode document, String path) {
    JsonNode at = document;
    for (String step : steps(path)) {
      at = at.isArray() ? at.get(Integer.parseInt(step)) : at.get(step);
    }
    return at;
  }
}
