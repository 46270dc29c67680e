package orderimport.carrier;

import java.time.Instant;
import java.util.List;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.Carrier.CarrierStub;
import orderimport.carrier.Carrier.StubResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stub that rejects orders in a common format: {@code {"status": 422, "message": …, "errors":
 * [{"field": …, "message": …}]}}. A carrier that documents another format overrides {@link
 * #errorBody}.
 */
public abstract class AbstractCarrierStub implements CarrierStub {
  public static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public boolean requiresBearerToken() {
    return false;
  }

  @Override
  public final StubResponse accept(JsonNode request, long number, Instant now) {
    List<CarrierError> errors = check(request);
    return errors.isEmpty() ? accepted(request, number, now) : rejection(errors);
  }

  /**
   * Makes the checks of the carrier beyond the constraints of the request records, such as ids that
   * do not exist. By convention an id of only zeros does not exist: see {@link #isUnknown}.
   */
  protected List<CarrierError> check(JsonNode request) {
    return List.of();
  }

  /** Whether a value is an id of only zeros. */
  public static boolean isUnknown(JsonNode id) {
    return id.asString("").matches("[0-]+");
  }

  /** The documented response to an order; the parameters are those of {@link #accept}. */
  protected abstract StubResponse accepted(JsonNode request, long number, Instant now);

  /** The status of a rejection. */
  protected int rejectionStatus() {
    return 422;
  }

  @Override
  public StubResponse rejection(List<CarrierError> errors) {
    return new StubResponse(
        rejectionStatus(), errorBody(rejectionStatus(), "The order is not valid", errors));
  }

  @Override
  public StubResponse error(int status, String message) {
    return new StubResponse(status, errorBody(status, message, List.of()));
  }

  /**
   * The body of an error response.
   *
   * @param errors by field; empty if the response is not about the order's fields
   */
  protected String errorBody(int status, String message, List<CarrierError> errors) {
    ObjectNode body = JSON.createObjectNode();
    body.put("status", status).put("message", message);
    if (!errors.isEmpty()) {
      ArrayNode list = body.putArray("errors");
      for (CarrierError error : errors) {
        list.addObject().put("field", error.path()).put("message", error.message());
      }
    }
    return body.toString();
  }
}
