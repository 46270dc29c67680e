package orderimport.notification;

/** A message did not arrive, as far as is known. The message says why, without secrets. */
final class NotDeliveredException extends Exception {
  private static final long serialVersionUID = 1L;

  NotDeliveredException(String message, Throwable cause) {
    super(message, cause);
  }

  NotDeliveredException(String message) {
    super(message);
  }
}
