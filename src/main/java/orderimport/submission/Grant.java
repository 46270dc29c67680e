package orderimport.submission;

/** Whether a request may be sent, as far as credentials go. */
sealed interface Grant permits Authorization, Grant.Denied {

  /**
   * Nothing can be sent.
   *
   * @param outcome {@link Outcome.CarrierStopped} or {@link Outcome.TryLater}
   */
  record Denied(Outcome outcome) implements Grant {}
}
