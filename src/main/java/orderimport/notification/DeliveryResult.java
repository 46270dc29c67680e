package orderimport.notification;

import java.util.List;

/**
 * The result of sending a message that at least one recipient received.
 *
 * @param rejected recipients that the mail server permanently rejected
 * @param later addresses to which sending is retried
 */
record DeliveryResult(List<Rejection> rejected, List<String> later) {
  static final DeliveryResult ALL_DELIVERED = new DeliveryResult(List.of(), List.of());

  /** The mail server's rejection of a recipient. */
  record Rejection(String recipient, String reason) {
    @Override
    public String toString() {
      return recipient + " was rejected: " + reason;
    }
  }
}
