package orderimport.placement;

import javax.net.ssl.SSLException;

/**
 * The server has rejected the handshake or the client certificate after the client's part was over,
 * as happens in TLS 1.3, and before a byte of a response: it has read nothing of a request.
 */
final class HandshakeRejectedException extends SSLException {
  private static final long serialVersionUID = 1;

  HandshakeRejectedException(SSLException alert) {
    super(alert);
  }
}
