package orderimport.carrier.globalconnect;

import java.time.Instant;
import java.util.List;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.Carrier.CarrierStub;
import orderimport.carrier.Carrier.StubResponse;
import tools.jackson.databind.JsonNode;

/** Takes an order without a word, as documented. */
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
  public StubResponse rejection(List<CarrierError> complaints) {
    return ErrorBody.answer(422, "The order is not valid", complaints);
  }

  @Override
  public StubResponse error(int status, String words) {
    return ErrorBody.answer(status, words, List.of());
  }
}
