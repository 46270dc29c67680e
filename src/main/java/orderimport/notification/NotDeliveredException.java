package orderimport.notification;

/** A notification could not be delivered. The message has the reason, without secrets. */
final class NotDeliveredException extends Exception {
  private static final long serialVersionUID = 1L;

  NotDeliveredException(String message, Throwable cause) {
    super(message, cause);
  }

  NotDeliveredException(String message) {
    super(message);
  }
}
