package orderimport.carrier;

import orderimport.carrier.Carrier.OrderResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A carrier's 2xx answer as a JSON object. */
public final class ResponseJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode root;

  private ResponseJson(JsonNode root) {
    this.root = root;
  }

  /** The answer; null if it is not a JSON object from beginning to end. */
  public static @Nullable ResponseJson parse(String body) {
    try {
      JsonNode root = JSON.readTree(body);
      return root.isObject() ? new ResponseJson(root) : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** The text or number at {@code field} as text; null if it is neither, or blank. */
  public @Nullable String text(String field) {
    JsonNode value = root.path(field);
    String text = value.isString() || value.isIntegralNumber() ? value.asString() : "";
    return text.isBlank() ? null : text;
  }

  /** The web address at {@code field}; null if there is none, or it is no http address. */
  public @Nullable String link(String field) {
    String text = text(field);
    return text != null && text.matches("https?://\\S+") ? text : null;
  }

  /** What to say of an answer that is no JSON object, or that lacks the order's id. */
  public static OrderResponse unclear(String body, String idField) {
    String what =
        body.isBlank()
            ? "is empty"
            : parse(body) == null ? "is not the JSON that was expected" : "has no " + idField;
    return new OrderResponse.Ambiguous("The carrier's answer " + what + ".");
  }
}
