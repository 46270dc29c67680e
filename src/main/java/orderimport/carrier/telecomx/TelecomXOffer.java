package orderimport.carrier.telecomx;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.carrier.Code;
import orderimport.carrier.Doc;
import orderimport.carrier.Warning;
import org.jspecify.annotations.NullUnmarked;

/** Source: {@code telecomx-internet-request-create.txt}, {@code offers[]}. */
@NullUnmarked
record TelecomXOffer(
    @Doc("The offer's own id") @HexId @HexId.UsualLength(payload = Warning.class) String _id,
    @Doc("The product that is offered: its kind and speed")
        @HexId
        @HexId.UsualLength(payload = Warning.class)
        String product,
    @Doc("The product that the set-up is charged as")
        @HexId
        @HexId.UsualLength(payload = Warning.class)
        String initiationFeeProduct,
    @Doc("Set-up price that TelecomX pays; FIBER only") @Min(0) @Max(500_000) BigDecimal initiationCost,
    @Doc("Set-up price for the reseller; FIBER only") @Min(0) @Max(500_000) BigDecimal initiationWholesale,
    @Doc("Set-up price for the customer; FIBER only") @Min(0) @Max(500_000) BigDecimal initiationCustomer,
    @Doc("Monthly price that TelecomX pays; FIBER only") @Min(0) @Max(500_000) BigDecimal monthlyCost,
    @Doc("Monthly price for the reseller; FIBER only") @Min(0) @Max(500_000) BigDecimal monthlyWholesale,
    @Doc("Monthly price for the customer; FIBER only") @Min(0) @Max(500_000) BigDecimal monthlyCustomer,
    @Doc("Months before the line can be given up, 0 to 60") @Min(0) @Max(60) Integer commitment,
    @Doc("The provider behind the offer") String providerName,
    @Doc("The provider's own id of the offer") @Code String providerOfferId) {

  /** The names of the prices that are filled in. */
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
