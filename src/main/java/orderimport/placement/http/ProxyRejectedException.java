package orderimport.placement.http;

import java.io.IOException;

/** The proxy does not connect to the server; no byte of the request was sent. */
final class ProxyRejectedException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  ProxyRejectedException(int status) {
    super("the proxy answered " + status);
    this.status = status;
  }

  int status() {
    return status;
  }
}
