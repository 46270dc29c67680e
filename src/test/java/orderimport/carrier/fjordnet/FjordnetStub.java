package orderimport.carrier.fjordnet;

import java.time.Instant;
import java.util.List;
import orderimport.carrier.AbstractCarrierStub;
import orderimport.carrier.Carrier.CarrierError;
import orderimport.carrier.Carrier.StubResponse;
import tools.jackson.databind.JsonNode;

/** A site with a code of only zeros does not exist. */
final class FjordnetStub extends AbstractCarrierStub {

  @Override
  protected List<CarrierError> check(JsonNode request) {
    JsonNode sites = request.path("sites");
    for (int i = 0; i < sites.size(); i++) {
      if (isUnknown(sites.get(i).path("code"))) {
        return List.of(new CarrierError("sites[%d].code".formatted(i), "There is no such site."));
      }
    }
    return List.of();
  }

  @Override
  protected StubResponse accepted(JsonNode request, long number, Instant now) {
    return new StubResponse(
        201, JSON.createObjectNode().put("id", "FN-" + number).put("state", "received").toString());
  }
}
