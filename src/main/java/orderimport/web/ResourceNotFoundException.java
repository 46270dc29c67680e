package orderimport.web;

/** The requested import, order or file does not exist. */
final class ResourceNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ResourceNotFoundException(String resource) {
    super(resource);
  }
}
