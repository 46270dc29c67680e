package orderimport.carrier.fjordnet;

import java.util.List;
import orderimport.carrier.Carrier;
import orderimport.carrier.RequestHeaders;
import orderimport.carrier.ResponseJson;

/** Source: {@code CONTRIBUTING.md}, "A worked example". */
public final class Fjordnet implements Carrier {
  private static final RequestHeaders HEADERS =
      RequestHeaders.NONE.with("X-Api-Version", "2").withField("X-Customer-Ref", "customer_ref");

  @Override
  public String name() {
    return "fjordnet";
  }

  @Override
  public Class<? extends Record> requestType() {
    return FjordnetRequest.class;
  }

  @Override
  public String orderPath() {
    return "/v2/orders";
  }

  @Override
  public String orderRefPath() {
    return "customer_ref";
  }

  @Override
  public RequestHeaders headers() {
    return HEADERS;
  }

  @Override
  public OrderResponse readSuccess(int status, String body) {
    ResponseJson response = ResponseJson.parse(body);
    String id = response == null ? null : response.text("id");
    return id == null
        ? ResponseJson.unclear(body, "id")
        : new OrderResponse.Accepted(id, null, List.of());
  }

  @Override
  public CarrierStub stub() {
    return new FjordnetStub();
  }
}
