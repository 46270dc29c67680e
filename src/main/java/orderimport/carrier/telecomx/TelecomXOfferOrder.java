package orderimport.carrier.telecomx;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orderimport.carrier.Carrier;
import orderimport.carrier.OrderSummaryFields;
import orderimport.carrier.OrderSummaryFields.Part;
import orderimport.carrier.OrderSummaryFields.Prices;
import orderimport.carrier.OrderTracking;
import orderimport.carrier.ResponseJson;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/** Orders on offers. Source: {@code around-the-order.md}, "Order on an offer". */
@AutoService(Carrier.class)
public final class TelecomXOfferOrder implements Carrier {
  private static final Set<String> USUAL_STATES = Set.of("ORDERED", "CONFIRMED", "ACTIVE");

  private static final OrderTracking TRACKING = new TelecomXAccountTracking();

  /** The carrier states no currency. */
  private static final OrderSummaryFields SUMMARY =
      new OrderSummaryFields(
          Map.of(Part.PRODUCT, List.of("product")),
          new Prices("", "setup_price", "monthly_price", null, null));

  @Override
  public String name() {
    return "telecomx-offer";
  }

  @Override
  public String connection() {
    return "telecomx";
  }

  @Override
  public Class<? extends Record> requestType() {
    return TelecomXOfferRequest.class;
  }

  @Override
  public String orderPath() {
    return "/internet/account";
  }

  /** The request has no field for a reference. */
  @Override
  public @Nullable String orderRefPath() {
    return null;
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
    return response == null || id == null
        ? ResponseJson.unclear(body, "_id")
        : new OrderResponse.Accepted(id, null, remarks(response.text("state")));
  }

  private static List<Text> remarks(@Nullable String state) {
    if (state == null) {
      return List.of(TelecomXRemark.NO_STATE.text());
    }
    return USUAL_STATES.contains(state) ? List.of() : List.of(TelecomXRemark.STATE.text(state));
  }

  @Override
  public Optional<OrderTracking> tracking() {
    return Optional.of(TRACKING);
  }

  @Override
  public CarrierStub stub() {
    return new TelecomXOfferStub();
  }
}
