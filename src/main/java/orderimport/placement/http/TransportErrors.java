package orderimport.placement.http;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/**
 * Describes transport errors in plain words, never with the library's message, which may quote
 * data.
 */
final class TransportErrors {

  /** The JDK's message for an alert from the server; it is not localized. */
  private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

  /**
   * The alerts that concern the client certificate or the handshake (RFC 8446, section 6.2). A
   * server that sends one of them has not read the request.
   */
  private static final Set<String> HANDSHAKE_ALERTS =
      Set.of(
          "handshake_failure",
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "certificate_required",
          "unknown_ca",
          "access_denied",
          "decrypt_error");

  private TransportErrors() {}

  /** Describes a failure before the first byte of the request. */
  static Text connecting(Exception failure, Text timedOut) {
    if (failure instanceof UnknownHostException) {
      return Reason.UNKNOWN_HOST.text();
    } else if (failure instanceof SocketTimeoutException) {
      return timedOut;
    } else if (failure instanceof NoRouteToHostException) {
      return Reason.NO_ROUTE.text();
    } else if (failure instanceof ConnectException) {
      return Reason.CONNECTION_REFUSED.text();
    } else if (failure instanceof SSLException) {
      return secureConnection(failure);
    } else if (failure instanceof ConnectionRequestTimeoutException) {
      return Reason.CONNECTIONS_IN_USE.text();
    }
    return Reason.LOST_BEFORE_SENDING.text();
  }

  private static Text secureConnection(Exception failure) {
    Optional<String> alert = handshakeAlert(failure);
    if (alert.isPresent()) {
      return Reason.HANDSHAKE_REJECTED.text(alert.get());
    }
    return hasCause(failure, CertificateException.class)
            || failure instanceof SSLPeerUnverifiedException
        ? Reason.CERTIFICATE_NOT_TRUSTED.text()
        : Reason.NO_TLS.text();
  }

  /**
   * The server's alert that rejects the handshake or the client certificate. In TLS 1.3 it may
   * arrive after the request was sent.
   */
  static Optional<String> handshakeAlert(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause instanceof SSLException; cause = cause.getCause()) {
      Matcher alert = ALERT.matcher(String.valueOf(cause.getMessage()));
      if (alert.find() && HANDSHAKE_ALERTS.contains(alert.group(1))) {
        return Optional.of(alert.group(1));
      }
    }
    return Optional.empty();
  }

  /** Describes a failure after the first byte of the request. */
  static Text responding(Exception failure, Text timedOut) {
    if (failure instanceof SocketTimeoutException) {
      return timedOut;
    } else if (failure instanceof NoHttpResponseException) {
      return Reason.CLOSED_WITHOUT_ANSWER.text();
    } else if (failure instanceof SocketException || failure instanceof SSLException) {
      return Reason.BROKE_BEFORE_ANSWER.text();
    }
    return Reason.ANSWER_NOT_HTTP.text();
  }

  /** Formats a duration, such as {@code 30 s} or {@code 250 ms}. */
  static String describe(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  private static boolean hasCause(@Nullable Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
