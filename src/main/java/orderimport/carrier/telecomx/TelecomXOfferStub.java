package orderimport.carrier.telecomx;

import java.time.Instant;
import java.util.List;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.Carrier.CarrierStub;
import orderimport.carrier.Carrier.StubResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Responds with an account, and with errors as {@link TelecomXStub} does. */
final class TelecomXOfferStub implements CarrierStub {
  private final TelecomXStub requests = new TelecomXStub();

  @Override
  public boolean requiresBearerToken() {
    return requests.requiresBearerToken();
  }

  @Override
  public StubResponse accept(JsonNode request, long number, Instant now) {
    return new StubResponse(
        200,
        JsonMapper.shared()
            .createObjectNode()
            .put("_id", "%024x".formatted(number))
            .put("type", "FIBER")
            .put("state", "ORDERED")
            .put("orderDate", now.toString())
            .toString());
  }

  @Override
  public StubResponse rejection(List<CarrierError> errors) {
    return requests.rejection(errors);
  }

  @Override
  public StubResponse error(int status, String message) {
    return requests.error(status, message);
  }
}
