package orderimport.web.imports;

import java.util.List;
import orderimport.order.OrderSummary.Price;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the prices of orders as the database has them. */
final class OrderPrices {
  private static final JsonMapper JSON = JsonMapper.shared();

  private OrderPrices() {}

  /**
   * The prices of an order by currency.
   *
   * @param json null if the order's carrier has no prices
   * @return without what costs nothing
   */
  static List<Price> ofJson(@Nullable String json) {
    return json == null
        ? List.of()
        : JSON.readValue(json, new TypeReference<List<Price>>() {}).stream()
            .filter(price -> price.oneTime().signum() != 0 || price.monthly().signum() != 0)
            .toList();
  }
}
