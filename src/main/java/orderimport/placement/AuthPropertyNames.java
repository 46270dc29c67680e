package orderimport.placement;

import java.util.Locale;

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

  /**
   * The token property and the environment variable from which the shipped configuration reads it.
   */
  String token() {
    return of("token")
        + " (environment variable "
        + carrier.toUpperCase(Locale.ROOT).replace('-', '_')
        + "_TOKEN)";
  }

  Outcome.CarrierBlocked blocked(String problem, String properties) {
    return new Outcome.CarrierBlocked("%s; set %s".formatted(problem, properties));
  }

  AuthResult.AuthUnavailable unavailable(String problem, String properties) {
    return new AuthResult.AuthUnavailable(blocked(problem, properties));
  }
}
