package orderimport.carrier.granite;

import static orderimport.carrier.Blank.blank;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import java.time.Clock;
import orderimport.carrier.AllowedValues;
import orderimport.carrier.CodeText;
import orderimport.carrier.CrossField;
import orderimport.carrier.CrossFieldRules;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.Format;
import orderimport.carrier.LowerCased;
import org.jspecify.annotations.NullUnmarked;

/**
 * An item of an order. Source: the carrier's documentation of its create call, "Order Item Object".
 */
@NullUnmarked
@CrossField
record GraniteItem(
    @FieldDoc(
            value = "Id of the site, from the quote",
            example = "7c9e6679-7425-40de-944b-e07fc1f90ae7")
        @NotBlank @LowerCased
        @Uuid
        String location_id,
    @FieldDoc(
            value = "Id of the product, from the quote",
            example = "550e8400-e29b-41d4-a716-446655440000")
        @NotBlank @LowerCased
        @Uuid
        String formal_product_id,
    @FieldDoc(value = "Contact who lets the technician in at the site", example = "John Smith")
        @NotBlank String local_contact_name,
    @FieldDoc(value = "That person's e-mail address", example = "john.smith@example.com")
        @NotBlank @Email String location_contact_email,
    @FieldDoc(value = "That person's telephone number", example = "212-555-0143")
        @NotBlank @Format(
            regexp =
                "(?=(\\D*\\d){5,20}\\D*$)\\+?[\\d\\p{Zs}().\\-/]+(\\p{Zs}*(ext\\.?|x)\\p{Zs}*\\d+)?",
            code = "not_a_phone_number",
            key = "not_a_phone_number_us")
        @CodeText
        String local_contact_phone,
    @FieldDoc(value = "Name of the business at the site", example = "Acme Stores 12") @NotBlank String business_name,
    @FieldDoc(
            value =
                "Level of monitoring: enhanced with DIA, essentials or enhanced with Broadband,"
                    + " none for no monitoring; blank for the product's own",
            example = "enhanced")
        @AllowedValues({"essentials", "enhanced", "none"})
        String network_monitoring_package,
    @FieldDoc(
            value = "The existing account at this address, from the quote; not with a new account",
            example = "01234567")
        @CodeText
        String account_macnum,
    @FieldDoc(
            value = "A new account for this address, in place of an existing one",
            inExampleRow = false)
        @Valid GraniteAccount account_to_create)
    implements CrossFieldRules {

  @Override
  public void check(Violations violations, Clock clock) {
    boolean existing = !blank(account_macnum);
    if (existing && account_to_create != null) {
      violations.add("account_to_create", GraniteProblem.TWO_ACCOUNTS);
    }
    if (!existing && account_to_create == null) {
      violations.add("account_macnum", GraniteProblem.ACCOUNT_MISSING);
    }
  }
}
