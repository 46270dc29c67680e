package orderimport.submission;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A field in which two requests differ.
 *
 * @param path from the root, with indexes
 * @param before its value as text, {@code nothing} if it was not there
 * @param now likewise
 */
record RequestDifference(String path, String before, String now) {

  /** The differences of two JSON requests, in the order of their fields. */
  static List<RequestDifference> between(String before, String now) {
    List<RequestDifference> found = new ArrayList<>();
    JsonMapper json = JsonMapper.shared();
    compare("", json.readTree(before), json.readTree(now), found);
    return found;
  }

  private static void compare(
      String path,
      @Nullable JsonNode before,
      @Nullable JsonNode now,
      List<RequestDifference> found) {
    if (before != null && now != null && before.isObject() && now.isObject()) {
      Set<String> names = new LinkedHashSet<>(before.propertyNames());
      names.addAll(now.propertyNames());
      for (String name : names) {
        compare(path.isEmpty() ? name : path + "." + name, before.get(name), now.get(name), found);
      }
    } else if (before != null && now != null && before.isArray() && now.isArray()) {
      for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
        compare("%s[%d]".formatted(path, i), before.get(i), now.get(i), found);
      }
    } else if (before == null || !before.equals(now)) {
      found.add(new RequestDifference(path, text(before), text(now)));
    }
  }

  private static String text(@Nullable JsonNode node) {
    return node == null ? "nothing" : node.isString() ? node.stringValue() : node.toString();
  }
}
