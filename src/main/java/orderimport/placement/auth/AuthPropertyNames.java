package orderimport.placement.auth;

import java.util.Locale;
import orderimport.placement.Outcome;
import orderimport.problem.Phrase;
import orderimport.problem.Reason;
import orderimport.problem.Text;

/**
 * The property names of a carrier's authentication settings, for messages that name what to set.
 *
 * @param carrier the carrier's name
 */
record AuthPropertyNames(String carrier) {

  /** The full name of {@code auth.NAME}. */
  String of(String name) {
    return "order-import.carriers." + carrier + ".auth." + name;
  }

  /** The full name of the setting with the carrier's address. */
  String baseUrl() {
    return "order-import.carriers." + carrier + ".base-url";
  }

  /**
   * The token property and the environment variable from which the shipped configuration reads it.
   */
  Text token() {
    return Reason.ENVIRONMENT_VARIABLE.text(
        of("token"), carrier.toUpperCase(Locale.ROOT).replace('-', '_') + "_TOKEN");
  }

  /** The names of two properties, joined. */
  Text both(String name, String other) {
    return Phrase.AND.text(of(name), of(other));
  }

  Outcome.CarrierBlocked blocked(Text problem, Object properties) {
    return new Outcome.CarrierBlocked(Reason.SET.text(problem, properties));
  }

  AuthResult.AuthUnavailable unavailable(Text problem, Object properties) {
    return new AuthResult.AuthUnavailable(blocked(problem, properties));
  }
}
