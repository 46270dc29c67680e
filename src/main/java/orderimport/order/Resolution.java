package orderimport.order;

/** The result of resolving an order in doubt. */
public sealed interface Resolution {

  /** The order is no longer in doubt. */
  record Resolved() implements Resolution {}

  /** The order was no longer in doubt; nothing was changed. */
  record NotInDoubt() implements Resolution {}

  /**
   * Another order of the same environment and carrier has the carrier's id; nothing was changed.
   */
  record IdTaken(Order holder) implements Resolution {}
}
