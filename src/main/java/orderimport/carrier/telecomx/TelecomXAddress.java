package orderimport.carrier.telecomx;

import static orderimport.carrier.Blank.blank;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import orderimport.carrier.Consistent;
import orderimport.carrier.Doc;
import orderimport.carrier.HasRules;
import orderimport.carrier.Warning;
import org.jspecify.annotations.NullUnmarked;

/** Source: {@code telecomx-internet-request-create.txt}, "Installation address". */
@NullUnmarked
@Consistent
record TelecomXAddress(
    @Doc("The address that the customer already has at TelecomX; the other parts may stay blank")
        @HexId
        @HexId.UsualLength(payload = Warning.class)
        String _id,
    @Doc(value = "Street, number, floor and door", example = "Vestergade 12, 2. tv.")
        String address,
    @Doc(value = "Danish postcode", example = "8000") @Min(1) @Max(9999) Integer zip,
    @Doc(value = "Name of the town", example = "Aarhus C") String city)
    implements HasRules {

  private static final String HINT = "Give address, zip and city together, or _id alone.";

  @Override
  public void check(Breaches breaches, Clock clock) {
    if (!blank(_id)) {
      return;
    }
    if (blank(address)) {
      missing("address", breaches);
    }
    if (zip == null) {
      missing("zip", breaches);
    }
    if (blank(city)) {
      missing("city", breaches);
    }
  }

  private static void missing(String field, Breaches breaches) {
    breaches.add(field, "address_incomplete", "is missing in an address without _id", HINT);
  }
}
