package orderimport.carrier.globalconnect;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Clock;
import java.util.List;
import orderimport.carrier.Consistent;
import orderimport.carrier.DecimalText;
import orderimport.carrier.Doc;
import orderimport.carrier.HasRules;
import orderimport.carrier.KeyedCells;
import org.jspecify.annotations.NullUnmarked;

/** An article that is ordered; its prices are text. */
@NullUnmarked
@Consistent
record TestingLine(
    @Doc(value = "The article that is ordered, a number", example = "22000080") @NotNull @Positive Long articleId,
    @Doc(value = "Price for each period, at most two decimals", example = "499.50")
        @DecimalText
        @Price
        String recurringPrice,
    @Doc(value = "Price to be paid once, at most two decimals", example = "1500.00")
        @DecimalText
        @Price
        String oneTimePrice,
    @Doc(value = "Currency of the prices; needed with a price", example = "NOK") String currency,
    @Doc(value = "How many of the article", example = "1") @Min(1) Integer numberOfItems,
    @Doc("Choices for the article, a column for each: configuration[KEY]") @KeyedCells @Valid List<Configuration> configuration)
    implements HasRules {

  /** A sheet may spell the currency in another case. */
  TestingLine {
    currency = currency == null ? null : PriceCurrency.spelled(currency);
  }

  @Override
  public void check(Breaches breaches, Clock clock) {
    PriceCurrency.check(recurringPrice, oneTimePrice, currency, breaches);
  }
}
