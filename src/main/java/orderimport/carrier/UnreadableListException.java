package orderimport.carrier;

/** A response is not a page of a list of orders. */
public final class UnreadableListException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message for the log only
   */
  public UnreadableListException(String message) {
    super(message);
  }
}
