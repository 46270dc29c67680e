package orderimport.carrier.granite;

import jakarta.validation.constraints.NotBlank;
import java.time.Clock;
import orderimport.carrier.Code;
import orderimport.carrier.Consistent;
import orderimport.carrier.Doc;
import orderimport.carrier.FixedDigits;
import orderimport.carrier.HasRules;
import orderimport.carrier.OneOf;
import org.jspecify.annotations.NullUnmarked;

/** Source: {@code granite-access-express-create-order.txt}, "Account Object". */
@NullUnmarked
@Consistent
record GraniteAccount(
    @Doc(value = "Macnum of the account above the new one", example = "00998877") @NotBlank @Code
        String parent_macnum,
    @Doc(value = "Name of the account above the new one", example = "Acme Stores Inc.") @NotBlank String parent_name,
    @Doc(value = "Who gets the bill: 4 the account above, 5 this account", example = "4")
        @NotBlank @OneOf({"4", "5"})
        String billing_type,
    @Doc(
            value = "How the bill comes: 1 on paper, 2 on paper and by e-mail, 3 by e-mail",
            example = "3")
        @NotBlank @OneOf({"1", "2", "3"})
        String invoice_delivery_method,
    @Doc(
            value = "What the bill shows; No site invoice only with billing type 4",
            example = "Summary Bill")
        @NotBlank @OneOf({"Summary Bill", "Network integration only", NO_SITE_INVOICE})
        String invoice_style,
    @Doc(value = "Street and number of the business", example = "80 River Street") @NotBlank String address_line_1,
    @Doc(value = "City of the business", example = "Hoboken") @NotBlank String city,
    @Doc(value = "State or province of the business", example = "NJ") @NotBlank String state,
    @Doc(value = "ZIP or postal code of the business", example = "07030")
        @NotBlank @FixedDigits(5)
        @ZipCode
        @Code
        String zip,
    @Doc(value = "Street and number that the bill goes to", example = "1 Acme Plaza") @NotBlank String billing_address_line_1,
    @Doc(value = "City that the bill goes to", example = "New York") @NotBlank String billing_city,
    @Doc(value = "State or province that the bill goes to", example = "NY") @NotBlank String billing_state,
    @Doc(value = "ZIP or postal code that the bill goes to", example = "10001")
        @NotBlank @FixedDigits(5)
        @ZipCode
        @Code
        String billing_zip_code)
    implements HasRules {

  private static final String NO_SITE_INVOICE = "No site invoice";

  @Override
  public void check(Breaches breaches, Clock clock) {
    if ("5".equals(billing_type) && NO_SITE_INVOICE.equals(invoice_style)) {
      breaches.add(
          "invoice_style",
          "only_with_billing_type_4",
          "cannot be No site invoice when billing_type is 5",
          "Give Summary Bill or Network integration only, or billing_type 4.");
    }
  }
}
