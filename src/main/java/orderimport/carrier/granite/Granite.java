package orderimport.carrier.granite;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import orderimport.carrier.Carrier;
import orderimport.carrier.ErrorResponseParser;
import orderimport.carrier.ResponseJson;

/** Source: {@code granite-access-express-create-order.txt}. */
@AutoService(Carrier.class)
public final class Granite implements Carrier {
  private final ErrorResponseParser errorParser = new ErrorResponseParser(requestType());

  @Override
  public String name() {
    return "granite";
  }

  @Override
  public Class<? extends Record> requestType() {
    return GraniteRequest.class;
  }

  @Override
  public String orderRefPath() {
    return "order_name";
  }

  @Override
  public OrderResponse readSuccess(int status, String body) {
    ResponseJson response = ResponseJson.parse(body);
    String id = response == null ? null : response.text("opportunity_id");
    if (response == null || id == null) {
      return ResponseJson.unclear(body, "opportunity_id");
    }
    List<String> warnings = new ArrayList<>();
    String orderStatus = response.text("order_status");
    if (!"submitted".equals(orderStatus)) {
      warnings.add(
          orderStatus == null
              ? "The carrier's response has no order_status; it is usually submitted."
              : "The carrier's response has the order_status %s; it is usually submitted."
                  .formatted(orderStatus));
    }
    if (status != 200) {
      warnings.add("The carrier responded with status %d; it is usually 200.".formatted(status));
    }
    return new OrderResponse.Accepted(id, null, warnings);
  }

  @Override
  public List<CarrierError> readRejection(int status, String body) {
    return errorParser.read(status, body);
  }

  @Override
  public CarrierStub stub() {
    return new GraniteStub();
  }
}
