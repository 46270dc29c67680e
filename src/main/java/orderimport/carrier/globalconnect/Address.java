package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import orderimport.carrier.Code;
import orderimport.carrier.Consistent;
import orderimport.carrier.Doc;
import orderimport.carrier.FixedDigits;
import orderimport.carrier.Form;
import orderimport.carrier.HasRules;
import orderimport.carrier.globalconnect.AddressParts.Way;
import org.jspecify.annotations.NullUnmarked;

/**
 * An end of the line. Source: {@code globalconnect-create-order.txt}, "Create order".
 *
 * @param <G> how {@code gab_id} is sent, text or number: the two ends differ
 */
@NullUnmarked
@Consistent
record Address<G>(
    @Doc(value = "Country; blank means Norway", example = "NO") String country,
    @Doc(value = "Postcode, in Norway 4 digits", example = "0150") @FixedDigits(4) @Code
        String postcode,
    @Doc(value = "Name of the post town", example = "OSLO") String city,
    @Doc(value = "Street without the number", example = "Storgata") String street_name,
    @Doc(value = "House number without the letter", example = "12") @PositiveOrZero Integer house_number,
    @Doc(value = "Letter after the house number", example = "B") @Code String house_letter,
    @Doc(value = "Number of the dwelling", example = "H0201") @Code String dwelling_number,
    @Doc(value = "Floor", example = "2") @Code String floor,
    @Doc(value = "Room", example = "201") @Code String room,
    @Doc("Rack that the equipment goes into") @Code String rack,
    @Doc(
            value = "The address in the GAB register, digits only",
            example = "104729316",
            inExampleRow = false)
        @Form(
            regexp = "[0-9]+",
            code = "not_digits",
            message = "is not made of digits alone",
            hint = "Give the GAB id as digits, such as 104729316.")
        @Code
        G gab_id,
    @Doc("Municipality, 4 digits; needed with cadastral numbers") @FixedDigits(4) @Code
        String municipality_number,
    @Doc("Cadastral unit (gårdsnummer)") @PositiveOrZero Integer cadastral_unit_number,
    @Doc("Property unit (bruksnummer)") @PositiveOrZero Integer property_unit_number,
    @Doc("Leasehold (festenummer)") @PositiveOrZero Integer leasehold_number,
    @Doc("Condominium unit (seksjonsnummer)") @PositiveOrZero Integer condominium_unit_number,
    @Doc("UTM zone of the coordinates utme and utmn, such as 32") @Code String utmzone,
    @Doc("Metres east in that zone") BigDecimal utme,
    @Doc("Metres north in that zone") BigDecimal utmn,
    @Doc("Degrees north; together with longitude") @Min(-90) @Max(90) BigDecimal latitude,
    @Doc("Degrees east; together with latitude") @Min(-180) @Max(180) BigDecimal longitude)
    implements HasRules {

  @Override
  public void check(Breaches breaches, Clock clock) {
    NorwegianPostcode.check("postcode", postcode, country, breaches);
    AddressParts.check(
        List.of(
            Way.of("gab_id", gab_id),
            Way.of("street_name", street_name, "postcode", postcode, "city", city),
            Way.of(
                "municipality_number",
                municipality_number,
                "cadastral_unit_number",
                cadastral_unit_number,
                "property_unit_number",
                property_unit_number),
            Way.of("latitude", latitude, "longitude", longitude),
            Way.of("utmzone", utmzone, "utme", utme, "utmn", utmn)),
        ", or municipality and cadastral numbers, or coordinates",
        breaches);
  }
}
