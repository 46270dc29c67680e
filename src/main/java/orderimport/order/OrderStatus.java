package orderimport.order;

/** The state of an order in the ledger. */
public enum OrderStatus {
  /** Not sent: one of its rows has an error. */
  INVALID,
  /** Not sent: placed before. */
  DUPLICATE,
  /** Valid, not sent yet. */
  HELD,
  /** The intent to send it is on record, its outcome is not. In results it shows as IN_DOUBT. */
  SENDING,
  /** The carrier accepted it. */
  ACCEPTED,
  /** The carrier refused it. */
  REJECTED,
  /** Sent, and nobody knows whether it arrived. */
  IN_DOUBT
}
