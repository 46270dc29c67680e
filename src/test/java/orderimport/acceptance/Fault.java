package orderimport.acceptance;

/** What goes wrong with a request. */
enum Fault {
  NONE,
  /** The connection is reset before the carrier has processed the request. */
  RESET_BEFORE,
  /** The connection is reset when the carrier has processed the request. */
  RESET_AFTER,
  /** 500, not processed. */
  ERROR_BEFORE,
  /** 500, processed nevertheless. */
  ERROR_AFTER,
  /** 503 without a pause, not processed. */
  UNAVAILABLE,
  /** 429 with a pause of a second, not processed. */
  TOO_MANY_REQUESTS,
  /** Processed after a second. */
  SLOW
}
