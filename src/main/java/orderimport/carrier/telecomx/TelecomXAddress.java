package orderimport.carrier.telecomx;

import static orderimport.carrier.Blank.blank;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import orderimport.carrier.CrossField;
import orderimport.carrier.CrossFieldRules;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.WarningPayload;
import org.jspecify.annotations.NullUnmarked;

/**
 * An installation address. Source: the carrier's documentation of its create call, "Installation
 * address".
 */
@NullUnmarked
@CrossField
record TelecomXAddress(
    @FieldDoc("Id of an address already registered at TelecomX; the other parts may be blank")
        @HexId
        @HexId.UsualLength(payload = WarningPayload.class)
        String _id,
    @FieldDoc(value = "Street, number, floor and door", example = "Vestergade 12, 2. tv.")
        String address,
    @FieldDoc(value = "Danish postcode", example = "8000") @Min(1) @Max(9999) Integer zip,
    @FieldDoc(value = "Name of the town", example = "Aarhus C") String city)
    implements CrossFieldRules {

  @Override
  public void check(Violations violations, Clock clock) {
    if (!blank(_id)) {
      return;
    }
    if (blank(address)) {
      missing("address", violations);
    }
    if (zip == null) {
      missing("zip", violations);
    }
    if (blank(city)) {
      missing("city", violations);
    }
  }

  private static void missing(String field, Violations violations) {
    violations.add(field, TelecomXProblem.ADDRESS_WITHOUT_ID);
  }
}
