package orderimport.connection;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** The reasons why a client does not accept the certificate of a server. */
public enum TlsFailure {
  EXPIRED,
  NOT_YET_VALID,
  OTHER_HOST,
  NOT_TRUSTED,

  /** Another reason, or the server's decision. */
  OTHER;

  /** Classifies a failed handshake. */
  public static TlsFailure of(Throwable failure) {
    if (has(failure, CertificateExpiredException.class)) {
      return EXPIRED;
    } else if (has(failure, CertificateNotYetValidException.class)) {
      return NOT_YET_VALID;
    } else if (has(failure, SSLPeerUnverifiedException.class) || namesHost(failure)) {
      return OTHER_HOST;
    }
    return has(failure, CertificateException.class) ? NOT_TRUSTED : OTHER;
  }

  /** The JDK's own check of the host has no exception of its own. */
  private static boolean namesHost(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getClass() == CertificateException.class
          && String.valueOf(cause.getMessage()).startsWith("No ")) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(@Nullable Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
