package orderimport.carrier;

import orderimport.carrier.Carrier.OrderResponse;
import orderimport.problem.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A carrier's 2xx response as a JSON object. */
public final class ResponseJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode root;

  private ResponseJson(JsonNode root) {
    this.root = root;
  }

  /** Parses a response body; null if it is not exactly one JSON object. */
  public static @Nullable ResponseJson parse(String body) {
    try {
      JsonNode root = JSON.readTree(body);
      return root.isObject() ? new ResponseJson(root) : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** The text or whole number at {@code field} as text; null if it is neither or blank. */
  public @Nullable String text(String field) {
    JsonNode value = root.path(field);
    String text = value.isString() || value.isIntegralNumber() ? value.asString() : "";
    return text.isBlank() ? null : text;
  }

  /** The HTTP or HTTPS URL at {@code field}; null if absent. */
  public @Nullable String link(String field) {
    return WebAddress.orNull(text(field));
  }

  /** The result for a response that is not a JSON object or lacks the order's id. */
  public static OrderResponse unclear(String body, String idField) {
    return new OrderResponse.Ambiguous(
        body.isBlank()
            ? Reason.RESPONSE_EMPTY.text()
            : parse(body) == null
                ? Reason.RESPONSE_NOT_JSON.text()
                : Reason.RESPONSE_WITHOUT_ID.text(idField));
  }
}
