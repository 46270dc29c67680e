package orderimport.carrier.globalconnect;

import java.time.Instant;
import java.util.List;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.Carrier.CarrierStub;
import orderimport.carrier.Carrier.StubResponse;
import tools.jackson.databind.JsonNode;

/** Accepts an order with an empty response, as documented. */
final class TestingStub implements CarrierStub {

  @Override
  public boolean requiresBearerToken() {
    return false;
  }

  @Override
  public StubResponse accept(JsonNode request, long number, Instant now) {
    return new StubResponse(200, "");
  }

  @Override
  public StubResponse rejection(List<CarrierError> errors) {
    return ErrorBody.response(422, "The order is not valid", errors);
  }

  @Override
  public StubResponse error(int status, String message) {
    return ErrorBody.response(status, message, List.of());
  }
}
