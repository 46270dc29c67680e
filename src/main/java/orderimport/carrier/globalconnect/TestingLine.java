package orderimport.carrier.globalconnect;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Clock;
import java.util.List;
import orderimport.carrier.CrossField;
import orderimport.carrier.CrossFieldRules;
import orderimport.carrier.DecimalText;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.KeyValueColumns;
import orderimport.carrier.Unit;
import org.jspecify.annotations.NullUnmarked;

/** An ordered article. Its prices are text. */
@NullUnmarked
@CrossField
record TestingLine(
    @FieldDoc(value = "The number of the ordered article", example = "22000080") @NotNull @Positive Long articleId,
    @FieldDoc(
            value = "Price for each period, at most two decimals",
            example = "499.50",
            unit = Unit.MONEY)
        @DecimalText
        @Price
        String recurringPrice,
    @FieldDoc(
            value = "One-time price, at most two decimals",
            example = "1500.00",
            unit = Unit.MONEY)
        @DecimalText
        @Price
        String oneTimePrice,
    @FieldDoc(value = "Currency of the prices; required with a price", example = "NOK")
        String currency,
    @FieldDoc(value = "Quantity of the article", example = "1") @Min(1) Integer numberOfItems,
    @FieldDoc("Choices for the article, one column for each: configuration[KEY]")
        @KeyValueColumns
        @Valid List<Configuration> configuration)
    implements CrossFieldRules {

  /** A sheet may spell the currency in another case. */
  TestingLine {
    currency = currency == null ? null : PriceCurrency.spelled(currency);
  }

  @Override
  public void check(Violations violations, Clock clock) {
    PriceCurrency.check(recurringPrice, oneTimePrice, currency, violations);
  }
}
