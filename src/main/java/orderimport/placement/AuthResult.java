package orderimport.placement;

/** The result of obtaining credentials for a request. */
sealed interface AuthResult permits AuthorizationHeader, AuthResult.AuthUnavailable {

  /**
   * There are no credentials, so nothing can be sent.
   *
   * @param outcome {@link Outcome.CarrierBlocked} or {@link Outcome.Retryable}
   */
  record AuthUnavailable(Outcome outcome) implements AuthResult {}
}
