package orderimport.acceptance;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A response of a counterpart.
 *
 * @param body may be empty
 */
record Reply(int status, String body, Map<String, String> headers) {
  static Reply of(int status, JsonNode body) {
    return new Reply(status, body.toString(), Map.of("Content-Type", "application/json"));
  }

  static Reply empty(int status) {
    return new Reply(status, "", Map.of());
  }

  static Reply error(int status, String message) {
    return of(status, object().put("code", status).put("message", message));
  }

  static ObjectNode object() {
    return Received.JSON.createObjectNode();
  }
}
