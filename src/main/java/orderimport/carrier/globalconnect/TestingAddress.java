package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.PositiveOrZero;
import java.time.Clock;
import java.util.List;
import orderimport.carrier.CodeText;
import orderimport.carrier.CrossField;
import orderimport.carrier.CrossFieldRules;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.FixedDigits;
import orderimport.carrier.globalconnect.AddressParts.AddressIdentification;
import org.jspecify.annotations.NullUnmarked;

/** One end of the line. */
@NullUnmarked
@CrossField
record TestingAddress(
    @FieldDoc(
            value = "The address in the GAB register, digits only",
            example = "104729316",
            inExampleRow = false)
        @PositiveOrZero Long gabId,
    @FieldDoc(value = "House number without the letter", example = "12") @PositiveOrZero Integer houseNumber,
    @FieldDoc(value = "Letter after the house number", example = "B") @CodeText String houseLetter,
    @FieldDoc(value = "Street without the number", example = "Storgata") String streetName,
    @FieldDoc(value = "Postcode, in Norway 4 digits", example = "0150") @FixedDigits(4) @CodeText
        String zipCode,
    @FieldDoc(value = "Name of the post town", example = "OSLO") String postalArea,
    @FieldDoc(value = "Country; blank means Norway", example = "Norway") String country,
    @FieldDoc(value = "Room", example = "201") @CodeText String room,
    @FieldDoc(value = "Floor", example = "2") @CodeText String floor,
    @FieldDoc(value = "Number of the flat", example = "12") @CodeText String apartment,
    @FieldDoc(value = "Customer who uses the line here", example = "Fjord Bakeri AS")
        String customerName,
    @FieldDoc(value = "Contact who gives access", example = "Kari Nordmann") String contactPerson,
    @FieldDoc(value = "Telephone number of the contact", example = "+47 22 12 34 56") @CodeText
        String contactPhone,
    @FieldDoc(value = "E-mail address of the contact", example = "kari@example.com")
        String contactEmail,
    @FieldDoc(value = "Contact for technical questions", example = "Per Berg")
        String technicalContactPerson,
    @FieldDoc(value = "E-mail address of the technical contact", example = "per@example.com")
        String technicalContactEmail,
    @FieldDoc(value = "Telephone number of the technical contact", example = "+47 22 98 76 54")
        @CodeText
        String technicalContactPhone)
    implements CrossFieldRules {

  @Override
  public void check(Violations violations, Clock clock) {
    NorwegianPostcode.check("zipCode", zipCode, country, violations);
    AddressParts.check(
        List.of(
            AddressIdentification.of("gabId", gabId),
            AddressIdentification.of(
                "streetName", streetName, "zipCode", zipCode, "postalArea", postalArea)),
        GlobalConnectProblem.ADDRESS_INCOMPLETE_TESTING,
        GlobalConnectProblem.ADDRESS_UNCLEAR_TESTING,
        violations);
  }
}
