package orderimport.submission;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** What went wrong on the line, in plain words; never the library's own, which may quote. */
final class Failures {

  private Failures() {}

  /** A failure before the request began to leave. */
  static String connecting(Exception failure, String timedOut) {
    if (failure instanceof UnknownHostException) {
      return "its host name is not known";
    } else if (failure instanceof SocketTimeoutException) {
      return timedOut;
    } else if (failure instanceof NoRouteToHostException) {
      return "there is no way to its host";
    } else if (failure instanceof ConnectException) {
      return "it refused the connection";
    } else if (failure instanceof SSLException) {
      return hasCause(failure, CertificateException.class)
              || failure instanceof SSLPeerUnverifiedException
          ? "its certificate is not trusted, or is for another host"
          : "no secure connection (TLS) could be agreed on";
    } else if (failure instanceof ConnectionRequestTimeoutException) {
      return "all connections were in use";
    }
    return "the connection was lost before the request began";
  }

  /** A failure once the request had begun. */
  static String answering(Exception failure, String timedOut) {
    if (failure instanceof SocketTimeoutException) {
      return timedOut;
    } else if (failure instanceof NoHttpResponseException) {
      return "the connection was closed without an answer";
    } else if (failure instanceof SocketException || failure instanceof SSLException) {
      return "the connection broke before the answer was complete";
    }
    return "the answer is not HTTP";
  }

  /** {@code 30 s} or {@code 250 ms}. */
  static String words(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  private static boolean hasCause(@Nullable Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (kind.isInstance(at)) {
        return true;
      }
    }
    return false;
  }
}
