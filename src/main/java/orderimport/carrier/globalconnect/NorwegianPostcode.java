package orderimport.carrier.globalconnect;

import static orderimport.carrier.Blank.blank;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import orderimport.carrier.CrossFieldRules.Violations;
import org.jspecify.annotations.Nullable;

/** Norwegian postcodes have four digits. Postcodes of other countries are not checked. */
final class NorwegianPostcode {
  private static final Set<String> NORWAY =
      Set.of("no", "nor", "norge", "noreg", "norway", "norwegen", "kingdom of norway");
  private static final Pattern FOUR_DIGITS = Pattern.compile("[0-9]{4}");

  private NorwegianPostcode() {}

  static void check(
      String field, @Nullable String postcode, @Nullable String country, Violations violations) {
    if (postcode != null && inNorway(country) && !FOUR_DIGITS.matcher(postcode).matches()) {
      violations.add(field, GlobalConnectProblem.NOT_A_POSTCODE);
    }
  }

  private static boolean inNorway(@Nullable String country) {
    return country == null
        || blank(country)
        || NORWAY.contains(country.strip().toLowerCase(Locale.ROOT));
  }
}
