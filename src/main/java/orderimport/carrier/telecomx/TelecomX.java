package orderimport.carrier.telecomx;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.carrier.AddressLookup;
import orderimport.carrier.Carrier;
import orderimport.carrier.OrderLookup;
import orderimport.carrier.OrderSummaryFields;
import orderimport.carrier.OrderSummaryFields.Part;
import orderimport.carrier.OrderTracking;
import orderimport.carrier.ResponseJson;

/**
 * TelecomX, requests for internet lines. Source: the carrier's documentation of its create call.
 */
@AutoService(Carrier.class)
public final class TelecomX implements Carrier {
  private static final OrderLookup LOOKUP = new TelecomXLookup();
  private static final AddressLookup ADDRESS_LOOKUP = new TelecomXAddressLookup();
  private static final OrderTracking TRACKING = new TelecomXRequestTracking();

  private static final OrderSummaryFields SUMMARY =
      new OrderSummaryFields(
          Map.of(
              Part.SITE, List.of("address.address"),
              Part.POSTCODE, List.of("address.zip"),
              Part.CITY, List.of("address.city"),
              Part.PRODUCT, List.of("type"),
              Part.REQUESTED_DATE, List.of("startDate")),
          null);

  @Override
  public String name() {
    return "telecomx";
  }

  @Override
  public Class<? extends Record> requestType() {
    return TelecomXRequest.class;
  }

  @Override
  public String orderPath() {
    return "/internet/request";
  }

  @Override
  public String orderRefPath() {
    return "reference";
  }

  @Override
  public boolean ordersSpanRows() {
    return false;
  }

  @Override
  public OrderSummaryFields summaryFields() {
    return SUMMARY;
  }

  @Override
  public OrderResponse readSuccess(int status, String body) {
    ResponseJson response = ResponseJson.parse(body);
    String id = response == null ? null : response.text("_id");
    return id == null
        ? ResponseJson.unclear(body, "_id")
        : new OrderResponse.Accepted(id, null, List.of());
  }

  @Override
  public Optional<OrderLookup> lookup() {
    return Optional.of(LOOKUP);
  }

  @Override
  public Optional<AddressLookup> addressLookup() {
    return Optional.of(ADDRESS_LOOKUP);
  }

  @Override
  public Optional<OrderTracking> tracking() {
    return Optional.of(TRACKING);
  }

  @Override
  public CarrierStub stub() {
    return new TelecomXStub();
  }
}
