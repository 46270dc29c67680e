package orderimport.notification;

import java.util.List;

/**
 * A message that arrived with all recipients, or with some of them.
 *
 * @param rejected those that it will never arrive with
 * @param later the addresses of those that it may arrive with later
 */
record DeliveryResult(List<Rejection> rejected, List<String> later) {
  static final DeliveryResult FROM_ALL = new DeliveryResult(List.of(), List.of());

  /** What the mail server says of a recipient. */
  record Rejection(String recipient, String words) {
    @Override
    public String toString() {
      return recipient + " was rejected: " + words;
    }
  }
}
