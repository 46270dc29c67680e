package orderimport.carrier.globalconnect;

import java.util.List;
import orderimport.carrier.Carrier.Complaint;
import orderimport.carrier.Carrier.StandInAnswer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a refusal looks like; the documentation has none, so this is a usual form. */
final class ErrorBody {
  private static final JsonMapper JSON = JsonMapper.shared();

  private ErrorBody() {}

  static StandInAnswer answer(int status, String message, List<Complaint> complaints) {
    ObjectNode body = JSON.createObjectNode();
    body.put("status", status).put("message", message);
    if (!complaints.isEmpty()) {
      ArrayNode errors = body.putArray("errors");
      for (Complaint complaint : complaints) {
        errors.addObject().put("field", complaint.path()).put("message", complaint.words());
      }
    }
    return new StandInAnswer(status, body.toString());
  }
}
