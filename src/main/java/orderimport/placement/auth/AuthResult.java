package orderimport.placement.auth;

import orderimport.placement.Outcome;

/** The result of obtaining credentials for a request. */
public sealed interface AuthResult permits Authorization, AuthResult.AuthUnavailable {

  /**
   * There are no credentials, so nothing can be sent.
   *
   * @param outcome {@link Outcome.CarrierBlocked} or {@link Outcome.Retryable}
   */
  record AuthUnavailable(Outcome outcome) implements AuthResult {}
}
