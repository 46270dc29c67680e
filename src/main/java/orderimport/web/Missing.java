package orderimport.web;

/** There is no such import, order or file. */
final class Missing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Missing(String what) {
    super(what);
  }
}
