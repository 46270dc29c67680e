package orderimport.carrier.globalconnect;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import orderimport.carrier.Code;
import orderimport.carrier.Consistent;
import orderimport.carrier.Doc;
import orderimport.carrier.HasRules;
import orderimport.carrier.KeyedCells;
import org.jspecify.annotations.NullUnmarked;

/** Source: {@code globalconnect-create-order.txt}, "Create order", {@code new_lines}. */
@NullUnmarked
@Consistent
record Line(
    @Doc(value = "The article that is ordered", example = "1234") @NotBlank @Code String article_id,
    @Doc(value = "Price for each period", example = "499.50") @PositiveOrZero BigDecimal recurring_price,
    @Doc(value = "Price to be paid once", example = "1500") @PositiveOrZero BigDecimal one_time_price,
    @Doc(value = "Currency of the prices; needed with a price", example = "NOK") String currency,
    @Doc(value = "How many of the article", example = "1") @Min(1) Integer number_of_items,
    @Doc(value = "Your own name for the connection", example = "SITE-1001-A") @Code
        String connection_reference,
    @Doc("Choices for the article, a column for each: configuration[KEY]") @KeyedCells @Valid List<Configuration> configuration,
    @Doc(
            value = "Text for the customer's invoice, at most 60 characters",
            example = "Internet, Storgata 12B")
        @Size(max = 60) String additional_info_on_invoice)
    implements HasRules {

  /** A sheet may spell the currency in another case. */
  Line {
    currency = currency == null ? null : PriceCurrency.spelled(currency);
  }

  @Override
  public void check(Breaches breaches, Clock clock) {
    PriceCurrency.check(recurring_price, one_time_price, currency, breaches);
  }
}
