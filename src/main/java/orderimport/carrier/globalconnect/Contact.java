package orderimport.carrier.globalconnect;

import static orderimport.carrier.Blank.blank;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Positive;
import java.time.Clock;
import orderimport.carrier.CrossField;
import orderimport.carrier.CrossFieldRules;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.Telephone;
import org.jspecify.annotations.NullUnmarked;

/** A contact at one end of the line, with or without an id at GlobalConnect. */
@NullUnmarked
@CrossField
record Contact(
    @FieldDoc(value = "Name of the person", example = "Kari Nordmann") String name,
    @FieldDoc(value = "E-mail address of the person", example = "kari@example.com") @Email String email,
    @FieldDoc(value = "Telephone number of the person", example = "+47 22 12 34 56") @Telephone
        String telephone,
    @FieldDoc("Id of a person already registered at GlobalConnect; the other fields may be blank")
        @Positive Long contact_id)
    implements CrossFieldRules {

  @Override
  public void check(Violations violations, Clock clock) {
    if (contact_id != null) {
      return;
    }
    if (blank(name)) {
      violations.add("name", GlobalConnectProblem.CONTACT_INCOMPLETE);
    }
    if (blank(email) && blank(telephone)) {
      violations.add("email", GlobalConnectProblem.CONTACT_UNREACHABLE);
    }
  }
}
