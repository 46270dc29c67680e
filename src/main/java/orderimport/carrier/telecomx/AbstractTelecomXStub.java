package orderimport.carrier.telecomx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.Carrier.CarrierStub;
import orderimport.carrier.Carrier.StubResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The errors as documented: a code, the field or the kind as the message, and a description. Those
 * of several fields are bundled.
 */
abstract class AbstractTelecomXStub implements CarrierStub {

  @Override
  public final boolean requiresBearerToken() {
    return false;
  }

  @Override
  public final String tokenParameter() {
    return "token";
  }

  @Override
  public final StubResponse unauthorized(boolean expired) {
    return expired
        ? error(401, "expired", "The token has expired")
        : error(401, "invalid_token", "The token is not valid");
  }

  @Override
  public final StubResponse rejection(List<CarrierError> errors) {
    Map<String, ObjectNode> byField = new LinkedHashMap<>();
    for (CarrierError error : errors) {
      String field = error.path() == null ? "request" : error.path();
      byField.putIfAbsent(field, body(field.equals("type") ? 409 : 422, field, error.message()));
    }
    List<ObjectNode> all = List.copyOf(byField.values());
    if (all.size() == 1) {
      return new StubResponse(all.get(0).path("code").asInt(), all.get(0).toString());
    }
    ObjectNode bundle = body(422, "multiple", "Several errors");
    bundle.putArray("inner").addAll(all);
    return new StubResponse(422, bundle.toString());
  }

  @Override
  public final StubResponse error(int status, String message) {
    return error(status, status == 401 || status == 403 ? "access_denied" : "error", message);
  }

  static StubResponse error(int status, String field, String description) {
    return new StubResponse(status, body(status, field, description).toString());
  }

  private static ObjectNode body(int status, String field, String description) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("code", status)
        .put("message", field)
        .put("description", description);
  }

  /** The response to a parameter, or a field, that is not documented; null if all are. */
  static @Nullable StubResponse unknown(Iterable<String> names, Set<String> documented) {
    for (String name : names) {
      if (!documented.contains(name)) {
        return error(422, name, "Unknown parameter");
      }
    }
    return null;
  }

  /** The response to a number that is not in a range; null if it is, or is missing. */
  static @Nullable StubResponse outOfRange(
      Map<String, String> parameters, String name, int from, int to) {
    String number = parameters.get(name);
    boolean fits =
        number == null
            || number.matches("\\d{1,9}")
                && Integer.parseInt(number) >= from
                && Integer.parseInt(number) <= to;
    return fits ? null : error(422, name, "Must be between %d and %d".formatted(from, to));
  }
}
