package orderimport.order;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people recognize an order by; each is null where the order does not say it.
 *
 * @param requestedOn the day for which the order is requested
 * @param prices by currency; empty if the order states no price, null if its carrier's form has
 *     none
 */
public record OrderSummary(
    @Nullable String site,
    @Nullable String postcode,
    @Nullable String city,
    @Nullable String product,
    @Nullable LocalDate requestedOn,
    @Nullable List<Price> prices) {
  public static final OrderSummary NONE = new OrderSummary(null, null, null, null, null, null);

  /**
   * What an order costs in a currency.
   *
   * @param currency empty if none is stated
   * @param oneTime what is paid once
   * @param monthly what is paid each month
   */
  public record Price(String currency, BigDecimal oneTime, BigDecimal monthly) {}
}
