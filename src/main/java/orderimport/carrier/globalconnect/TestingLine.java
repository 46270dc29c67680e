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
import org.jspecify.annotations.NullUnmarked;

/** An article that is ordered; its prices are text. */
@NullUnmarked
@CrossField
record TestingLine(
    @FieldDoc(value = "The article that is ordered, a number", example = "22000080")
        @NotNull @Positive Long articleId,
    @FieldDoc(value = "Price for each period, at most two decimals", example = "499.50")
        @DecimalText
        @Price
        String recurringPrice,
    @FieldDoc(value = "Price to be paid once, at most two decimals", example = "1500.00")
        @DecimalText
        @Price
        String oneTimePrice,
    @FieldDoc(value = "Currency of the prices; needed with a price", example = "NOK")
        String currency,
    @FieldDoc(value = "How many of the article", example = "1") @Min(1) Integer numberOfItems,
    @FieldDoc("Choices for the article, a column for each: configuration[KEY]")
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
