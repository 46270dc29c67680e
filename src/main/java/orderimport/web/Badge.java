package orderimport.web;

/**
 * What an import is marked with wherever it is named: how far it is, or what came of its orders.
 */
enum Badge {
  WAITING,
  READING,
  PLACING,
  /** Somebody paused it; the requests under way are finished first. */
  PAUSING,
  /** Somebody paused it. */
  STOPPED,
  /** It ended early, and nobody paused it. */
  BROKEN_OFF,
  INTERRUPTED,
  /** The file could not be read as orders. */
  FAILED,
  /** Orders are on hold, and none was sent. */
  TO_REVIEW,
  /** No order was sent, and none can be before somebody fixes the file. */
  NEEDS_FIXING,
  /** No order was sent, and there is none to send. */
  NOTHING_TO_PLACE,
  /** The orders were placed by earlier imports. */
  PLACED_BEFORE,
  /** The outcome of some orders is not known, and none is on hold. */
  IN_DOUBT,
  /** Some orders are placed, others are not. */
  PARTLY_PLACED,
  /** All orders are placed. */
  PLACED,
  /** The orders that were not placed are fixed: a later import has them. */
  FIXED,
  /** The carriers rejected what was sent. */
  REJECTED
}
