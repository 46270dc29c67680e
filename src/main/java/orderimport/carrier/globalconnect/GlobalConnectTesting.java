package orderimport.carrier.globalconnect;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import orderimport.carrier.Carrier;
import orderimport.carrier.OrderSummaryFields;
import orderimport.carrier.OrderSummaryFields.Part;
import orderimport.carrier.OrderSummaryFields.Prices;
import orderimport.carrier.ResponseJson;

/**
 * GlobalConnect, test orders. Source: the carrier's documentation of its create call, "Create order
 * - testing".
 */
@AutoService(Carrier.class)
public final class GlobalConnectTesting implements Carrier {
  private static final OrderSummaryFields SUMMARY =
      new OrderSummaryFields(
          Map.of(
              Part.SITE,
                  List.of(
                      "toAddress.customerName",
                      "toAddress.streetName toAddress.houseNumber toAddress.houseLetter",
                      "fromAddress.customerName",
                      "fromAddress.streetName fromAddress.houseNumber fromAddress.houseLetter"),
              Part.POSTCODE, List.of("toAddress.zipCode", "fromAddress.zipCode"),
              Part.CITY, List.of("toAddress.postalArea", "fromAddress.postalArea"),
              Part.PRODUCT, List.of("new_lines.articleId"),
              Part.REQUESTED_DATE, List.of("requestedDate", "requestedStartDate")),
          new Prices("new_lines", "oneTimePrice", "recurringPrice", "currency", "numberOfItems"));

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
  public OrderSummaryFields summaryFields() {
    return SUMMARY;
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
  public CarrierStub stub() {
    return new TestingStub();
  }
}
