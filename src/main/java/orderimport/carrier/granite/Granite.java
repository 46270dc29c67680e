package orderimport.carrier.granite;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.carrier.Carrier;
import orderimport.carrier.OrderLookup;
import orderimport.carrier.OrderSummaryFields;
import orderimport.carrier.OrderSummaryFields.Part;
import orderimport.carrier.OrderTracking;
import orderimport.carrier.ResponseJson;
import orderimport.problem.Text;

/** Granite, Access Express orders. Source: the carrier's documentation of its create call. */
@AutoService(Carrier.class)
public final class Granite implements Carrier {
  private static final OrderLookup LOOKUP = new GraniteLookup();
  private static final OrderTracking TRACKING = new GraniteTracking(LOOKUP);

  private static final OrderSummaryFields SUMMARY =
      new OrderSummaryFields(
          Map.of(
              Part.SITE, List.of("order_items.business_name"),
              Part.POSTCODE, List.of("order_items.account_to_create.zip"),
              Part.CITY, List.of("order_items.account_to_create.city")),
          null);

  @Override
  public String name() {
    return "granite";
  }

  @Override
  public Class<? extends Record> requestType() {
    return GraniteRequest.class;
  }

  @Override
  public String orderPath() {
    return "/api/v1/orders/create/external";
  }

  @Override
  public String orderRefPath() {
    return "order_name";
  }

  @Override
  public OrderSummaryFields summaryFields() {
    return SUMMARY;
  }

  @Override
  public OrderResponse readSuccess(int status, String body) {
    ResponseJson response = ResponseJson.parse(body);
    String id = response == null ? null : response.text("opportunity_id");
    if (response == null || id == null) {
      return ResponseJson.unclear(body, "opportunity_id");
    }
    List<Text> warnings = new ArrayList<>();
    String orderStatus = response.text("order_status");
    if (!"submitted".equals(orderStatus)) {
      warnings.add(
          orderStatus == null
              ? GraniteRemark.NO_ORDER_STATUS.text()
              : GraniteRemark.ORDER_STATUS.text(orderStatus));
    }
    if (status != 200) {
      warnings.add(GraniteRemark.STATUS.text(status));
    }
    return new OrderResponse.Accepted(id, null, warnings);
  }

  @Override
  public Optional<OrderLookup> lookup() {
    return Optional.of(LOOKUP);
  }

  @Override
  public Optional<OrderTracking> tracking() {
    return Optional.of(TRACKING);
  }

  @Override
  public CarrierStub stub() {
    return new GraniteStub();
  }
}
