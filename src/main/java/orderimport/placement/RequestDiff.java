package orderimport.placement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import orderimport.problem.OrderProblem;
import orderimport.problem.Text.Heading;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A field in which two requests differ.
 *
 * @param path the field's path from the root, with indexes
 * @param before the value that was sent, as text, with the names of nested fields; null if it was
 *     absent
 * @param now the current value, likewise
 */
record RequestDiff(String path, @Nullable String before, @Nullable String now) {

  /** The differences between two JSON requests, in field order. */
  static List<RequestDiff> between(String before, String now) {
    List<RequestDiff> found = new ArrayList<>();
    JsonMapper json = JsonMapper.shared();
    compare("", json.readTree(before), json.readTree(now), found);
    return found;
  }

  private static void compare(
      String path, @Nullable JsonNode before, @Nullable JsonNode now, List<RequestDiff> found) {
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
      found.add(new RequestDiff(path, text(before), text(now)));
    }
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    List<String> words = new ArrayList<>();
    describe("", node, words);
    return String.join(", ", words);
  }

  private static void describe(String path, JsonNode node, List<String> words) {
    if (node.isObject()) {
      node.forEachEntry(
          (name, value) -> describe(path.isEmpty() ? name : path + "." + name, value, words));
    } else if (node.isArray()) {
      node.forEach(entry -> describe(path, entry, words));
    } else {
      words.add((path + " " + node.asString()).strip());
    }
  }

  /** The kind of the problem that the requests differ. */
  OrderProblem kind() {
    if (before == null) {
      return OrderProblem.DIFFERS_FROM_PLACED_NOT_SENT;
    }
    return now == null
        ? OrderProblem.DIFFERS_FROM_PLACED_NOTHING
        : OrderProblem.DIFFERS_FROM_PLACED;
  }

  /** The arguments of its texts. */
  Object[] arguments(Heading heading) {
    return Stream.of(heading, before, now).filter(Objects::nonNull).toArray();
  }
}
