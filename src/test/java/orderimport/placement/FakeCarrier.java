package orderimport.placement;

import java.util.List;
import orderimport.carrier.Carrier;
import orderimport.problem.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A carrier whose response to an accepted order is {@code {"id": "…"}}. */
public final class FakeCarrier implements Carrier {

  record Order(String reference) {}

  @Override
  public String name() {
    return "made-up";
  }

  @Override
  public Class<? extends Record> requestType() {
    return Order.class;
  }

  @Override
  public String orderPath() {
    return "/orders";
  }

  @Override
  public String orderRefPath() {
    return "reference";
  }

  @Override
  public OrderResponse readSuccess(int status, String body) {
    try {
      JsonNode id = JsonMapper.shared().readTree(body).path("id");
      if (id.isString()) {
        return new OrderResponse.Accepted(id.asString(), null, List.of());
      }
    } catch (JacksonException e) {
      // Ambiguous, as below.
    }
    return new OrderResponse.Ambiguous(Text.verbatim("the answer has no id"));
  }

  @Override
  public List<CarrierError> readRejection(int status, String body) {
    return List.of(new CarrierError(null, body));
  }

  @Override
  public CarrierStub stub() {
    throw new UnsupportedOperationException();
  }
}
