package orderimport.web;

/** There is no such import, order or file. */
final class ResourceNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ResourceNotFoundException(String what) {
    super(what);
  }
}
