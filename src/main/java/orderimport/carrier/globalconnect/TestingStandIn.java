package orderimport.carrier.globalconnect;

import java.time.Instant;
import java.util.List;
import orderimport.carrier.Carrier.Complaint;
import orderimport.carrier.Carrier.StandIn;
import orderimport.carrier.Carrier.StandInAnswer;
import tools.jackson.databind.JsonNode;

/** Takes an order without a word, as documented. */
final class TestingStandIn implements StandIn {

  @Override
  public boolean wantsBearerToken() {
    return false;
  }

  @Override
  public StandInAnswer accept(JsonNode request, long number, Instant now) {
    return new StandInAnswer(200, "");
  }

  @Override
  public StandInAnswer refuse(List<Complaint> complaints) {
    return ErrorBody.answer(422, "The order is not valid", complaints);
  }

  @Override
  public StandInAnswer fail(int status, String words) {
    return ErrorBody.answer(status, words, List.of());
  }
}
