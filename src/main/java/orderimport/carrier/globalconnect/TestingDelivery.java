package orderimport.carrier.globalconnect;

import java.time.Clock;
import orderimport.carrier.CodeText;
import orderimport.carrier.CrossField;
import orderimport.carrier.CrossFieldRules;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.FixedDigits;
import org.jspecify.annotations.NullUnmarked;

/** The delivery address of the equipment. */
@NullUnmarked
@CrossField
record TestingDelivery(
    @FieldDoc(value = "Recipient of the parcel", example = "Kari Nordmann") String name,
    @FieldDoc(value = "Floor", example = "2") @CodeText String floor,
    @FieldDoc(value = "Street and number", example = "Storgata 12B") String address,
    @FieldDoc(value = "Second line of the address", example = "Back entrance") String address2,
    @FieldDoc(value = "Postcode, in Norway 4 digits", example = "0150") @FixedDigits(4) @CodeText
        String zipCode,
    @FieldDoc(value = "Name of the post town", example = "OSLO") String postalArea,
    @FieldDoc(value = "Country; blank means Norway", example = "Norway") String country,
    @FieldDoc(value = "Whether GlobalConnect should check this address", example = "no")
        Boolean validateAddressFlag)
    implements CrossFieldRules {

  @Override
  public void check(Violations violations, Clock clock) {
    NorwegianPostcode.check("zipCode", zipCode, country, violations);
  }
}
