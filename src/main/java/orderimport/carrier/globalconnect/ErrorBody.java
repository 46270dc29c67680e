package orderimport.carrier.globalconnect;

import java.util.List;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.Carrier.StubResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a refusal looks like; the documentation has none, so this is a usual form. */
final class ErrorBody {
  private static final JsonMapper JSON = JsonMapper.shared();

  private ErrorBody() {}

  static StubResponse answer(int status, String message, List<CarrierError> complaints) {
    ObjectNode body = JSON.createObjectNode();
    body.put("status", status).put("message", message);
    if (!complaints.isEmpty()) {
      ArrayNode errors = body.putArray("errors");
      for (CarrierError carrierError : complaints) {
        errors.addObject().put("field", carrierError.path()).put("message", carrierError.words());
      }
    }
    return new StubResponse(status, body.toString());
  }
}
