package orderimport.web.imports;

/** The label that every page shows beside an import: its progress, or the result of its orders. */
public enum Badge {
  WAITING,
  READING,
  PLACING,
  /** A user paused it; requests in progress are finished first. */
  PAUSING,
  /** Paused by a user. */
  PAUSED,
  /** Ended early, without having been paused. */
  STOPPED,
  INTERRUPTED,
  /** The file could not be read as orders. */
  FAILED,
  /** Some orders are on hold; none was sent. */
  TO_REVIEW,
  /** A reviewer approved that the orders on hold are placed; none was sent. */
  APPROVED,
  /** A reviewer sent it back to be fixed; no order was sent. */
  SENT_BACK,
  /** A reviewer decided that it is not to be placed; no order was sent. */
  NOT_APPROVED,
  /** No order was sent, and none can be sent until the file is fixed. */
  NEEDS_FIXING,
  /** No order was sent, and there is nothing to send. */
  NOTHING_TO_PLACE,
  /** All orders were placed by earlier imports. */
  ALREADY_PLACED,
  /** Some orders are in doubt; none is on hold. */
  IN_DOUBT,
  /** Some orders are placed, others are not. */
  PARTLY_PLACED,
  /** All orders are placed. */
  PLACED,
  /** A later import fixed all orders that were not placed. */
  FIXED,
  /** The carriers rejected the orders that were sent. */
  REJECTED
}
