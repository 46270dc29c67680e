package orderimport.carrier.telecomx;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.carrier.CodeText;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.Unit;
import orderimport.carrier.WarningPayload;
import org.jspecify.annotations.NullUnmarked;

/**
 * An offer in a request. Source: the carrier's documentation of its create call, {@code offers[]}.
 */
@NullUnmarked
record TelecomXOffer(
    @FieldDoc("The offer's own id") @HexId @HexId.UsualLength(payload = WarningPayload.class)
        String _id,
    @FieldDoc("The offered product: its type and speed")
        @HexId
        @HexId.UsualLength(payload = WarningPayload.class)
        String product,
    @FieldDoc("The product under which the set-up is charged")
        @HexId
        @HexId.UsualLength(payload = WarningPayload.class)
        String initiationFeeProduct,
    @FieldDoc(value = "Set-up price that TelecomX pays; FIBER only", unit = Unit.MONEY)
        @Min(0) @Max(500_000) BigDecimal initiationCost,
    @FieldDoc(value = "Set-up price for the reseller; FIBER only", unit = Unit.MONEY)
        @Min(0) @Max(500_000) BigDecimal initiationWholesale,
    @FieldDoc(value = "Set-up price for the customer; FIBER only", unit = Unit.MONEY)
        @Min(0) @Max(500_000) BigDecimal initiationCustomer,
    @FieldDoc(value = "Monthly price that TelecomX pays; FIBER only", unit = Unit.MONEY)
        @Min(0) @Max(500_000) BigDecimal monthlyCost,
    @FieldDoc(value = "Monthly price for the reseller; FIBER only", unit = Unit.MONEY)
        @Min(0) @Max(500_000) BigDecimal monthlyWholesale,
    @FieldDoc(value = "Monthly price for the customer; FIBER only", unit = Unit.MONEY)
        @Min(0) @Max(500_000) BigDecimal monthlyCustomer,
    @FieldDoc(value = "Months before the line can be cancelled, 0 to 60", unit = Unit.MONTHS)
        @Min(0) @Max(60) Integer commitment,
    @FieldDoc("The provider behind the offer") String providerName,
    @FieldDoc("The provider's own id of the offer") @CodeText String providerOfferId) {

  /** The names of the prices that have a value. */
  List<String> prices() {
    Map<String, BigDecimal> prices = new LinkedHashMap<>();
    prices.put("initiationCost", initiationCost);
    prices.put("initiationWholesale", initiationWholesale);
    prices.put("initiationCustomer", initiationCustomer);
    prices.put("monthlyCost", monthlyCost);
    prices.put("monthlyWholesale", monthlyWholesale);
    prices.put("monthlyCustomer", monthlyCustomer);
    prices.values().removeIf(Objects::isNull);
    return List.copyOf(prices.keySet());
  }
}
