package orderimport.carrier.globalconnect;

import static orderimport.carrier.Blank.blank;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Positive;
import java.time.Clock;
import orderimport.carrier.Consistent;
import orderimport.carrier.Doc;
import orderimport.carrier.HasRules;
import orderimport.carrier.Telephone;
import org.jspecify.annotations.NullUnmarked;

/** Someone at an end of the line, known to GlobalConnect or not. */
@NullUnmarked
@Consistent
record Contact(
    @Doc(value = "Name of the person", example = "Kari Nordmann") String name,
    @Doc(value = "E-mail address of the person", example = "kari@example.com") @Email String email,
    @Doc(value = "Telephone number of the person", example = "+47 22 12 34 56") @Telephone
        String telephone,
    @Doc("Id of a person whom GlobalConnect has already; name and the rest may stay blank")
        @Positive Long contact_id)
    implements HasRules {

  private static final String HINT =
      "Give contact_id, or a name with an e-mail address or a telephone number.";

  @Override
  public void check(Breaches breaches, Clock clock) {
    if (contact_id != null) {
      return;
    }
    if (blank(name)) {
      breaches.add("name", "contact_incomplete", "is missing in a contact without an id", HINT);
    }
    if (blank(email) && blank(telephone)) {
      breaches.add("email", "contact_incomplete", "is missing, and so is the telephone", HINT);
    }
  }
}
