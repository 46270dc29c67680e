package orderimport.order;

/** The state of an order in the ledger. */
public enum OrderStatus {
  /** Not sent, as one of its rows has an error. */
  INVALID,
  /** Not sent, as it was placed before. */
  DUPLICATE,
  /** Valid, not sent yet. */
  HELD,
  /** The intent to send it is recorded, its outcome is not. */
  SENDING,
  /** The carrier accepted it. */
  ACCEPTED,
  /** The carrier rejected it. */
  REJECTED,
  /** Sent, but it is not known whether the carrier received it. */
  IN_DOUBT
}
