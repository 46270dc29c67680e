package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.PositiveOrZero;
import java.time.Clock;
import java.util.List;
import orderimport.carrier.Code;
import orderimport.carrier.Consistent;
import orderimport.carrier.Doc;
import orderimport.carrier.FixedDigits;
import orderimport.carrier.HasRules;
import orderimport.carrier.globalconnect.AddressParts.Way;
import org.jspecify.annotations.NullUnmarked;

/** An end of the line. */
@NullUnmarked
@Consistent
record TestingAddress(
    @Doc(
            value = "The address in the GAB register, digits only",
            example = "104729316",
            inExampleRow = false)
        @PositiveOrZero Long gabId,
    @Doc(value = "House number without the letter", example = "12") @PositiveOrZero Integer houseNumber,
    @Doc(value = "Letter after the house number", example = "B") @Code String houseLetter,
    @Doc(value = "Street without the number", example = "Storgata") String streetName,
    @Doc(value = "Postcode, in Norway 4 digits", example = "0150") @FixedDigits(4) @Code
        String zipCode,
    @Doc(value = "Name of the post town", example = "OSLO") String postalArea,
    @Doc(value = "Country; blank means Norway", example = "Norway") String country,
    @Doc(value = "Room", example = "201") @Code String room,
    @Doc(value = "Floor", example = "2") @Code String floor,
    @Doc(value = "Number of the flat", example = "12") @Code String apartment,
    @Doc(value = "Who uses the line here", example = "Fjord Bakeri AS") String customerName,
    @Doc(value = "Who opens the door", example = "Kari Nordmann") String contactPerson,
    @Doc(value = "Telephone of who opens the door", example = "+47 22 12 34 56")
        String contactPhone,
    @Doc(value = "E-mail of who opens the door", example = "kari@example.com") String contactEmail,
    @Doc(value = "Who answers technical questions", example = "Per Berg")
        String technicalContactPerson,
    @Doc(value = "E-mail of who answers technical questions", example = "per@example.com")
        String technicalContactEmail,
    @Doc(value = "Telephone of who answers technical questions", example = "+47 22 98 76 54")
        String technicalContactPhone)
    implements HasRules {

  @Override
  public void check(Breaches breaches, Clock clock) {
    NorwegianPostcode.check("zipCode", zipCode, country, breaches);
    AddressParts.check(
        List.of(
            Way.of("gabId", gabId),
            Way.of("streetName", streetName, "zipCode", zipCode, "postalArea", postalArea)),
        "",
        breaches);
  }
}
