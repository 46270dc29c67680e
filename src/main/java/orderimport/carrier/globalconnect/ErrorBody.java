package orderimport.carrier.globalconnect;

import java.util.List;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.Carrier.StubResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The stub's error body in a common format, since the documentation specifies none. */
final class ErrorBody {
  private static final JsonMapper JSON = JsonMapper.shared();

  private ErrorBody() {}

  static StubResponse response(int status, String message, List<CarrierError> carrierErrors) {
    ObjectNode body = JSON.createObjectNode();
    body.put("status", status).put("message", message);
    if (!carrierErrors.isEmpty()) {
      ArrayNode errors = body.putArray("errors");
      for (CarrierError carrierError : carrierErrors) {
        errors.addObject().put("field", carrierError.path()).put("message", carrierError.message());
      }
    }
    return new StubResponse(status, body.toString());
  }
}
