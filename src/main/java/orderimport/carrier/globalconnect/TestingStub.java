package orderimport.carrier.globalconnect;

import java.time.Instant;
import orderimport.carrier.AbstractCarrierStub;
import orderimport.carrier.Carrier.StubResponse;
import tools.jackson.databind.JsonNode;

/** Accepts an order with an empty response, as documented; errors are not documented. */
final class TestingStub extends AbstractCarrierStub {

  @Override
  protected StubResponse accepted(JsonNode request, long number, Instant now) {
    return new StubResponse(200, "");
  }
}
