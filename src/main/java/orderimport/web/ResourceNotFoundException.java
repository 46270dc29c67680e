package orderimport.web;

/** The requested import, order or file does not exist. */
public final class ResourceNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ResourceNotFoundException(String resource) {
    super(resource);
  }
}
