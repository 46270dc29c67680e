package orderimport.carrier.globalconnect;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.carrier.Carrier;
import orderimport.carrier.OrderSummaryFields;
import orderimport.carrier.OrderSummaryFields.Part;
import orderimport.carrier.OrderSummaryFields.Prices;
import orderimport.carrier.OrderTracking;
import orderimport.carrier.ResponseJson;

/**
 * GlobalConnect, orders. Source: the carrier's documentation of its create call, "Create order".
 */
@AutoService(Carrier.class)
public final class GlobalConnect implements Carrier {
  private static final OrderTracking TRACKING = new GlobalConnectTracking();

  private static final OrderSummaryFields SUMMARY =
      new OrderSummaryFields(
          Map.of(
              Part.SITE,
                  List.of(
                      "to_address.street_name to_address.house_number to_address.house_letter",
                      "from_address.street_name from_address.house_number from_address.house_letter"),
              Part.POSTCODE, List.of("to_address.postcode", "from_address.postcode"),
              Part.CITY, List.of("to_address.city", "from_address.city"),
              Part.PRODUCT, List.of("new_lines.article_id"),
              Part.REQUESTED_DATE, List.of("requested_date", "requested_start_date")),
          new Prices(
              "new_lines", "one_time_price", "recurring_price", "currency", "number_of_items"));

  @Override
  public String name() {
    return "globalconnect";
  }

  @Override
  public Class<? extends Record> requestType() {
    return GlobalConnectRequest.class;
  }

  @Override
  public String orderPath() {
    return "/tfapi/data/order";
  }

  @Override
  public String orderRefPath() {
    return "customers_own_reference";
  }

  @Override
  public OrderSummaryFields summaryFields() {
    return SUMMARY;
  }

  @Override
  public OrderResponse readSuccess(int status, String body) {
    ResponseJson response = ResponseJson.parse(body);
    String id = response == null ? null : response.text("id");
    return response == null || id == null
        ? ResponseJson.unclear(body, "id")
        : new OrderResponse.Accepted(
            id, response.link("wtf_url"), List.of(), GlobalConnectTracking.selfPath(body));
  }

  @Override
  public Optional<OrderTracking> tracking() {
    return Optional.of(TRACKING);
  }

  @Override
  public CarrierStub stub() {
    return new GlobalConnectStub();
  }
}
