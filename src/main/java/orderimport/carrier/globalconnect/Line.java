package orderimport.carrier.globalconnect;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import orderimport.carrier.CodeText;
import orderimport.carrier.CrossField;
import orderimport.carrier.CrossFieldRules;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.KeyValueColumns;
import orderimport.carrier.Unit;
import org.jspecify.annotations.NullUnmarked;

/**
 * A line of an order. Source: the carrier's documentation of its create call, "Create order",
 * {@code new_lines}.
 */
@NullUnmarked
@CrossField
record Line(
    @FieldDoc(value = "The ordered article", example = "1234") @NotBlank @CodeText
        String article_id,
    @FieldDoc(value = "Price for each period", example = "499.50", unit = Unit.MONEY)
        @PositiveOrZero BigDecimal recurring_price,
    @FieldDoc(value = "One-time price", example = "1500", unit = Unit.MONEY) @PositiveOrZero BigDecimal one_time_price,
    @FieldDoc(value = "Currency of the prices; required with a price", example = "NOK")
        String currency,
    @FieldDoc(value = "Quantity of the article", example = "1") @Min(1) Integer number_of_items,
    @FieldDoc(value = "Your own name for the connection", example = "SITE-1001-A") @CodeText
        String connection_reference,
    @FieldDoc("Choices for the article, one column for each: configuration[KEY]")
        @KeyValueColumns
        @Valid List<Configuration> configuration,
    @FieldDoc(
            value = "Text for the customer's invoice, at most 60 characters",
            example = "Internet, Storgata 12B")
        @Size(max = 60) String additional_info_on_invoice)
    implements CrossFieldRules {

  /** A sheet may spell the currency in another case. */
  Line {
    currency = currency == null ? null : PriceCurrency.spelled(currency);
  }

  @Override
  public void check(Violations violations, Clock clock) {
    PriceCurrency.check(recurring_price, one_time_price, currency, violations);
  }
}
