package orderimport.carrier.granite;

import jakarta.validation.constraints.NotBlank;
import java.time.Clock;
import orderimport.carrier.AllowedValues;
import orderimport.carrier.CodeText;
import orderimport.carrier.CrossField;
import orderimport.carrier.CrossFieldRules;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.FixedDigits;
import org.jspecify.annotations.NullUnmarked;

/**
 * An account to create. Source: the carrier's documentation of its create call, "Account Object".
 */
@NullUnmarked
@CrossField
record GraniteAccount(
    @FieldDoc(value = "Macnum of the parent account of the new one", example = "00998877")
        @NotBlank @CodeText
        String parent_macnum,
    @FieldDoc(value = "Name of the parent account of the new one", example = "Acme Stores Inc.")
        @NotBlank String parent_name,
    @FieldDoc(value = "Who gets the bill: 4 the parent account, 5 this account", example = "4")
        @NotBlank @AllowedValues({"4", "5"})
        String billing_type,
    @FieldDoc(
            value = "How the bill is sent: 1 on paper, 2 on paper and by e-mail, 3 by e-mail",
            example = "3")
        @NotBlank @AllowedValues({"1", "2", "3"})
        String invoice_delivery_method,
    @FieldDoc(
            value = "What the bill shows; No site invoice only with billing type 4",
            example = "Summary Bill")
        @NotBlank @AllowedValues({"Summary Bill", "Network integration only", NO_SITE_INVOICE})
        String invoice_style,
    @FieldDoc(value = "Street and number of the business", example = "80 River Street") @NotBlank String address_line_1,
    @FieldDoc(value = "City of the business", example = "Hoboken") @NotBlank String city,
    @FieldDoc(value = "State or province of the business", example = "NJ") @NotBlank String state,
    @FieldDoc(value = "ZIP or postal code of the business", example = "07030")
        @NotBlank @FixedDigits(5)
        @ZipCode
        @CodeText
        String zip,
    @FieldDoc(value = "Street and number for the bill", example = "1 Acme Plaza") @NotBlank String billing_address_line_1,
    @FieldDoc(value = "City for the bill", example = "New York") @NotBlank String billing_city,
    @FieldDoc(value = "State or province for the bill", example = "NY") @NotBlank String billing_state,
    @FieldDoc(value = "ZIP or postal code for the bill", example = "10001")
        @NotBlank @FixedDigits(5)
        @ZipCode
        @CodeText
        String billing_zip_code)
    implements CrossFieldRules {

  private static final String NO_SITE_INVOICE = "No site invoice";

  @Override
  public void check(Violations violations, Clock clock) {
    if ("5".equals(billing_type) && NO_SITE_INVOICE.equals(invoice_style)) {
      violations.add("invoice_style", GraniteProblem.ONLY_WITH_BILLING_TYPE_4);
    }
  }
}
