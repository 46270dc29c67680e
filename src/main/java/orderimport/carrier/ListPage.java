package orderimport.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page of a list as JSON: an array, or an object with one array in it, as the format around the
 * list is often not documented.
 */
public final class ListPage {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Arrays of these names do not hold a list's entries. */
  private static final Set<String> NO_LISTS =
      Set.of("error", "errors", "messages", "warnings", "links");

  private static final Set<String> TOTALS =
      Set.of("total", "total_count", "totalcount", "total_items", "total_results");

  private static final Set<String> PAGES =
      Set.of("total_pages", "totalpages", "page_count", "num_pages", "pages", "last_page");

  private final JsonNode envelope;
  private final List<JsonNode> entries;

  private ListPage(JsonNode envelope, List<JsonNode> entries) {
    this.envelope = envelope;
    this.entries = entries;
  }

  /**
   * Parses a page.
   *
   * @throws UnreadableListException if there is not exactly one list of objects
   */
  public static ListPage parse(String body) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JacksonException e) {
      throw new UnreadableListException("not JSON");
    }
    if (root.path("error").isString() || root.path("error").isObject()) {
      throw new UnreadableListException("an error instead of a list");
    }
    List<JsonNode> lists = root.isArray() ? List.of(root) : listsIn(root);
    if (lists.isEmpty() && root.isObject()) {
      List<JsonNode> nested = new ArrayList<>();
      root.forEach(field -> nested.addAll(listsIn(field)));
      lists = nested;
    }
    if (lists.size() != 1) {
      throw new UnreadableListException(lists.size() + " lists");
    }
    List<JsonNode> entries = new ArrayList<>();
    for (JsonNode entry : lists.get(0)) {
      if (!entry.isObject()) {
        throw new UnreadableListException("an entry that is not an object");
      }
      entries.add(entry);
    }
    return new ListPage(root, entries);
  }

  private static List<JsonNode> listsIn(JsonNode node) {
    List<JsonNode> lists = new ArrayList<>();
    if (node.isObject()) {
      node.forEachEntry(
          (name, value) -> {
            if (value.isArray() && !NO_LISTS.contains(name.toLowerCase(Locale.ROOT))) {
              lists.add(value);
            }
          });
    }
    return lists;
  }

  /** The entries, each an object. */
  public List<JsonNode> entries() {
    return entries;
  }

  /**
   * The number of entries on all pages; null if it is not stated. A {@code count} that is that of
   * this page does not state it.
   */
  public @Nullable Long total() {
    Long total = number(TOTALS);
    Long count = total == null ? number("count") : null;
    return count != null && count > entries.size() ? count : total;
  }

  /** The number of pages; null if it is not stated. */
  public @Nullable Long pages() {
    return number(PAGES);
  }

  /** The whole number at a field of the outer object; null if it is absent. */
  public @Nullable Long number(String field) {
    return number(Set.of(field));
  }

  /** Whether a next page is stated; empty if neither that nor the opposite is. */
  public Optional<Boolean> hasNext() {
    for (String name : List.of("next", "has_next", "hasNext", "has_more", "hasMore", "next_page")) {
      JsonNode next = envelope.isObject() ? envelope.get(name) : null;
      if (next != null) {
        return Optional.of(
            !next.isNull()
                && !(next.isBoolean() && !next.asBoolean())
                && !next.asString("x").isEmpty());
      }
    }
    return Optional.empty();
  }

  private @Nullable Long number(Set<String> names) {
    List<Long> found = new ArrayList<>();
    collect(envelope, names, found);
    if (found.isEmpty() && envelope.isObject()) {
      envelope.forEach(field -> collect(field, names, found));
    }
    return found.isEmpty() ? null : found.get(0);
  }

  private static void collect(JsonNode node, Set<String> names, List<Long> found) {
    if (node.isObject()) {
      node.forEachEntry(
          (name, value) -> {
            if (names.contains(name.toLowerCase(Locale.ROOT)) && value.isIntegralNumber()) {
              found.add(value.asLong());
            }
          });
    }
  }
}
