package orderimport.carrier.globalconnect;

import com.google.auto.service.AutoService;
import java.util.List;
import orderimport.carrier.Carrier;
import orderimport.carrier.ErrorResponseParser;
import orderimport.carrier.ResponseJson;

/**
 * GlobalConnect, test orders. Source: the carrier's documentation of its create call, "Create order
 * - testing".
 */
@AutoService(Carrier.class)
public final class GlobalConnectTesting implements Carrier {
  private final ErrorResponseParser errorParser = new ErrorResponseParser(requestType());

  @Override
  public String name() {
    return "globalconnect-testing";
  }

  @Override
  public Class<? extends Record> requestType() {
    return TestingRequest.class;
  }

  /** An assumption: its documentation does not specify the path. */
  @Override
  public String orderPath() {
    return "/data/order/testing";
  }

  @Override
  public String orderRefPath() {
    return "customersOwnReference";
  }

  @Override
  public OrderResponse readSuccess(int status, String body) {
    if (body.isBlank()) {
      return new OrderResponse.Accepted(null, null, List.of());
    }
    ResponseJson response = ResponseJson.parse(body);
    String id = response == null ? null : response.text("id");
    if (response == null || id == null) {
      return new OrderResponse.Ambiguous(GlobalConnectRemark.NOT_EMPTY.text());
    }
    return new OrderResponse.Accepted(
        id, response.link("wtf_url"), List.of(GlobalConnectRemark.ORDER_INSTEAD.text()));
  }

  @Override
  public List<CarrierError> readRejection(int status, String body) {
    return errorParser.read(status, body);
  }

  @Override
  public CarrierStub stub() {
    return new TestingStub();
  }
}
