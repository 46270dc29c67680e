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
    @Doc("Macnum of the account above the new one") @NotBlank @Code String parent_macnum,
    @Doc("Name of the account above the new one") @NotBlank String parent_name,
    @Doc("Who gets the bill: 4 the account above, 5 this account") @NotBlank @OneOf({"4", "5"})
        String billing_type,
    @Doc("How the bill comes: 1 on paper, 2 on paper and by e-mail, 3 by e-mail")
        @NotBlank @OneOf({"1", "2", "3"})
        String invoice_delivery_method,
    @Doc("What the bill shows; No site invoice only with billing type 4")
        @NotBlank @OneOf({"Summary Bill", "Network integration only", NO_SITE_INVOICE})
        String invoice_style,
    @Doc("Street and number of the business") @NotBlank String address_line_1,
    @Doc("City of the business") @NotBlank String city,
    @Doc("State or province of the business") @NotBlank String state,
    @Doc("ZIP or postal code of the business") @NotBlank @FixedDigits(5) @ZipCode @Code String zip,
    @Doc("Street and number that the bill goes to") @NotBlank String billing_address_line_1,
    @Doc("City that the bill goes to") @NotBlank String billing_city,
    @Doc("State or province that the bill goes to") @NotBlank String billing_state,
    @Doc("ZIP or postal code that the bill goes to") @NotBlank @FixedDigits(5) @ZipCode @Code
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
