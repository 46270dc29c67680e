package orderimport.carrier.globalconnect;

import java.time.Clock;
import orderimport.carrier.Code;
import orderimport.carrier.Consistent;
import orderimport.carrier.Doc;
import orderimport.carrier.FixedDigits;
import orderimport.carrier.HasRules;
import org.jspecify.annotations.NullUnmarked;

/** Where the equipment is sent. */
@NullUnmarked
@Consistent
record TestingDelivery(
    @Doc(value = "Who takes the parcel", example = "Kari Nordmann") String name,
    @Doc(value = "Floor", example = "2") @Code String floor,
    @Doc(value = "Street and number", example = "Storgata 12B") String address,
    @Doc(value = "Second line of the address", example = "Back entrance") String address2,
    @Doc(value = "Postcode, in Norway 4 digits", example = "0150") @FixedDigits(4) @Code
        String zipCode,
    @Doc(value = "Name of the post town", example = "OSLO") String postalArea,
    @Doc(value = "Country; blank means Norway", example = "Norway") String country,
    @Doc(value = "Whether GlobalConnect should check this address", example = "no")
        Boolean validateAddressFlag)
    implements HasRules {

  @Override
  public void check(Breaches breaches, Clock clock) {
    NorwegianPostcode.check("zipCode", zipCode, country, breaches);
  }
}
