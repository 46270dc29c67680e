package orderimport.order;

/** What became of an operator's word on an order in doubt. */
public sealed interface Resolution {

  /** The order is no longer in doubt. */
  record Resolved() implements Resolution {}

  /** It was not in doubt any more, so nothing was changed. */
  record NotInDoubt() implements Resolution {}

  /**
   * Another order of the same environment and carrier has the carrier's id, so nothing was changed.
   */
  record IdTaken(Order by) implements Resolution {}
}
