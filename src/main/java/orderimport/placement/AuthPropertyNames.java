package orderimport.placement;

import java.util.Locale;

/**
 * The names of a carrier's settings, for messages that say what to set.
 *
 * @param carrier the carrier's name
 */
record AuthPropertyNames(String carrier) {

  /** The full name of {@code auth.NAME}. */
  String of(String name) {
    return "order-import.carriers." + carrier + ".auth." + name;
  }

  /** The token's setting, and the environment variable that the shipped configuration reads. */
  String token() {
    return of("token")
        + " (environment variable "
        + carrier.toUpperCase(Locale.ROOT).replace('-', '_')
        + "_TOKEN)";
  }

  Outcome.CarrierBlocked stop(String wrong, String toSet) {
    return new Outcome.CarrierBlocked("%s; set %s".formatted(wrong, toSet));
  }

  AuthResult.AuthUnavailable denied(String wrong, String toSet) {
    return new AuthResult.AuthUnavailable(stop(wrong, toSet));
  }
}
