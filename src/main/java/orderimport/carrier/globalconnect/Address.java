package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import orderimport.carrier.CodeText;
import orderimport.carrier.CrossField;
import orderimport.carrier.CrossFieldRules;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.FixedDigits;
import orderimport.carrier.Format;
import orderimport.carrier.globalconnect.AddressParts.AddressIdentification;
import org.jspecify.annotations.NullUnmarked;

/**
 * One end of the line. Source: the carrier's documentation of its create call, "Create order".
 *
 * @param <G> the JSON type of {@code gab_id}, text or number, which differs between the two ends
 */
@NullUnmarked
@CrossField
record Address<G>(
    @FieldDoc(value = "Country; blank means Norway", example = "NO") String country,
    @FieldDoc(value = "Postcode, in Norway 4 digits", example = "0150") @FixedDigits(4) @CodeText
        String postcode,
    @FieldDoc(value = "Name of the post town", example = "OSLO") String city,
    @FieldDoc(value = "Street without the number", example = "Storgata") String street_name,
    @FieldDoc(value = "House number without the letter", example = "12") @PositiveOrZero Integer house_number,
    @FieldDoc(value = "Letter after the house number", example = "B") @CodeText String house_letter,
    @FieldDoc(value = "Number of the dwelling", example = "H0201") @CodeText String dwelling_number,
    @FieldDoc(value = "Floor", example = "2") @CodeText String floor,
    @FieldDoc(value = "Room", example = "201") @CodeText String room,
    @FieldDoc("Rack for the equipment") @CodeText String rack,
    @FieldDoc(
            value = "The address in the GAB register, digits only",
            example = "104729316",
            inExampleRow = false)
        @Format(regexp = "[0-9]+", code = "not_digits") @CodeText
        G gab_id,
    @FieldDoc("Municipality, 4 digits; needed with cadastral numbers") @FixedDigits(4) @CodeText
        String municipality_number,
    @FieldDoc("Cadastral unit (gårdsnummer)") @PositiveOrZero Integer cadastral_unit_number,
    @FieldDoc("Property unit (bruksnummer)") @PositiveOrZero Integer property_unit_number,
    @FieldDoc("Leasehold (festenummer)") @PositiveOrZero Integer leasehold_number,
    @FieldDoc("Condominium unit (seksjonsnummer)") @PositiveOrZero Integer condominium_unit_number,
    @FieldDoc("UTM zone of the coordinates utme and utmn, such as 32") @CodeText String utmzone,
    @FieldDoc("Metres east in that zone") BigDecimal utme,
    @FieldDoc("Metres north in that zone") BigDecimal utmn,
    @FieldDoc("Degrees north; together with longitude") @Min(-90) @Max(90) BigDecimal latitude,
    @FieldDoc("Degrees east; together with latitude") @Min(-180) @Max(180) BigDecimal longitude)
    implements CrossFieldRules {

  @Override
  public void check(Violations violations, Clock clock) {
    NorwegianPostcode.check("postcode", postcode, country, violations);
    AddressParts.check(
        List.of(
            AddressIdentification.of("gab_id", gab_id),
            AddressIdentification.of(
                "street_name", street_name, "postcode", postcode, "city", city),
            AddressIdentification.of(
                "municipality_number",
                municipality_number,
                "cadastral_unit_number",
                cadastral_unit_number,
                "property_unit_number",
                property_unit_number),
            AddressIdentification.of("latitude", latitude, "longitude", longitude),
            AddressIdentification.of("utmzone", utmzone, "utme", utme, "utmn", utmn)),
        GlobalConnectProblem.ADDRESS_INCOMPLETE,
        GlobalConnectProblem.ADDRESS_UNCLEAR,
        violations);
  }
}
