package orderimport.carrier.globalconnect;

import static orderimport.carrier.Blank.blank;

import orderimport.carrier.HasRules.Breaches;
import org.jspecify.annotations.Nullable;

/** A price needs its currency. */
final class PriceCurrency {
  private PriceCurrency() {}

  static void check(
      @Nullable Object recurring,
      @Nullable Object oneTime,
      @Nullable String currency,
      Breaches breaches) {
    if ((recurring != null || oneTime != null) && blank(currency)) {
      breaches.add(
          "currency",
          "currency_missing",
          "is missing, and there is a price",
          "Give the currency of the price, such as NOK.");
    }
  }
}
