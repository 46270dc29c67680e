package orderimport.placement;

/** Whether a request may be sent, as far as credentials go. */
sealed interface AuthResult permits AuthorizationHeader, AuthResult.AuthUnavailable {

  /**
   * Nothing can be sent.
   *
   * @param outcome {@link Outcome.CarrierBlocked} or {@link Outcome.Retryable}
   */
  record AuthUnavailable(Outcome outcome) implements AuthResult {}
}
