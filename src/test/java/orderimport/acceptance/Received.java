package orderimport.acceptance;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request at a counterpart.
 *
 * @param number from 1, in the order of arrival
 * @param query the decoded parameters
 * @param headers the names in lower case; of a repeated header the values joined by {@code ,}
 * @param at by the counterpart's clock
 */
record Received(
    int number,
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body,
    Instant at) {
  static final JsonMapper JSON = new JsonMapper();

  boolean is(String anotherMethod, String anotherPath) {
    return method.equals(anotherMethod) && path.equals(anotherPath);
  }

  boolean hasJson() {
    return headers.getOrDefault("content-type", "").matches("application/json(; ?charset=utf-8)?");
  }

  /** The body, or null if it is not an object. */
  @Nullable JsonNode json() {
    try {
      JsonNode node = JSON.readTree(body);
      return node.isObject() ? node : null;
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** A field of the body's object, as text; empty if it is not there. */
  String field(String name) {
    JsonNode node = json();
    return node == null ? "" : node.path(name).asString("");
  }
}
