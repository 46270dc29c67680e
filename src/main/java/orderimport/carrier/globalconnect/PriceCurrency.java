package orderimport.carrier.globalconnect;

import static orderimport.carrier.Blank.blank;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import orderimport.carrier.CrossFieldRules.Violations;
import org.jspecify.annotations.Nullable;

/** A price requires a currency, which must be an ISO 4217 code. */
final class PriceCurrency {
  /** Texts that people write instead of a code, without spaces and full stops. */
  private static final Map<String, String> MEANT =
      Map.ofEntries(
          Map.entry("KR", "NOK/DKK/SEK"),
          Map.entry("KRONER", "NOK/DKK"),
          Map.entry("KRONE", "NOK/DKK"),
          Map.entry("KRONOR", "SEK"),
          Map.entry("NKR", "NOK"),
          Map.entry("NORSKEKRONER", "NOK"),
          Map.entry("DKR", "DKK"),
          Map.entry("DANSKEKRONER", "DKK"),
          Map.entry("SKR", "SEK"),
          Map.entry("€", "EUR"),
          Map.entry("EURO", "EUR"),
          Map.entry("EUROS", "EUR"),
          Map.entry("$", "USD"),
          Map.entry("US$", "USD"),
          Map.entry("DOLLAR", "USD"),
          Map.entry("DOLLARS", "USD"),
          Map.entry("£", "GBP"));

  /** ISO 4217 codes that are not currencies. */
  private static final Set<String> NONE = Set.of("XXX", "XTS");

  private static final Set<String> ISO =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .filter(code -> !NONE.contains(code))
          .collect(Collectors.toUnmodifiableSet());

  private PriceCurrency() {}

  /** The code in upper case; the text itself if it is not an ISO 4217 code. */
  static String spelled(String currency) {
    String code = currency.strip().toUpperCase(Locale.ROOT);
    return ISO.contains(code) ? code : currency;
  }

  static void check(
      @Nullable Object recurring,
      @Nullable Object oneTime,
      @Nullable String currency,
      Violations violations) {
    if ((recurring != null || oneTime != null) && blank(currency)) {
      violations.add("currency", GlobalConnectProblem.CURRENCY_MISSING);
    } else if (currency != null && !blank(currency) && !ISO.contains(currency)) {
      String meant = MEANT.get(currency.toUpperCase(Locale.ROOT).replaceAll("[\\s.\u00a0]", ""));
      if (meant == null) {
        violations.add("currency", GlobalConnectProblem.NOT_A_CURRENCY);
      } else {
        violations.add("currency", GlobalConnectProblem.NOT_A_CURRENCY_BUT, meant);
      }
    }
  }
}
