package orderimport.placement.http;

import javax.net.ssl.SSLException;

/**
 * The server rejected the handshake or the client certificate after the client had completed its
 * part, as is possible in TLS 1.3, and before any byte of a response. It has not read the request.
 */
final class HandshakeRejectedException extends SSLException {
  private static final long serialVersionUID = 1;

  HandshakeRejectedException(SSLException alert) {
    super(alert);
  }
}
