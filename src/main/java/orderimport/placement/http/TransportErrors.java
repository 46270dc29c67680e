package orderimport.placement.http;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import orderimport.carrier.ProxyProperties;
import orderimport.connection.TlsFailure;
import orderimport.problem.Phrase;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpStatus;
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

  private final ConnectionSettings settings;
  private final String addressProperty;

  /**
   * The errors of requests to a server.
   *
   * @param addressProperty the full name of the setting with the server's address
   */
  TransportErrors(ConnectionSettings settings, String addressProperty) {
    this.settings = settings;
    this.addressProperty = addressProperty;
  }

  /** Describes a failure before the first byte of the request. */
  HttpResult connecting(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProxyRejectedException rejected) {
        return new HttpResult.ProxyRejected(proxyRejects(rejected.status()));
      }
    }
    return new HttpResult.NotSent(describe(failure));
  }

  /** Why a proxy rejects the connection, and the setting to change. */
  Text proxyRejects(int status) {
    ProxyProperties proxy = Objects.requireNonNull(settings.proxy());
    if (status != HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
      return Reason.PROXY_REJECTS_CONNECTION.text(
          proxyHost(), status, settings.property("proxy.url"));
    }
    Text properties =
        Phrase.AND.text(settings.property("proxy.username"), settings.property("proxy.password"));
    return (proxy.hasCredentials() ? Reason.PROXY_REJECTS_PASSWORD : Reason.PROXY_NEEDS_PASSWORD)
        .text(proxyHost(), properties);
  }

  private String proxyHost() {
    ProxyProperties proxy = Objects.requireNonNull(settings.proxy());
    return proxy.host() + ":" + proxy.port();
  }

  Text connectTimedOut() {
    return Reason.NO_CONNECTION_WITHIN.text(describe(settings.connectTimeout()));
  }

  Text responseTimedOut() {
    return Reason.NO_ANSWER_WITHIN.text(describe(settings.responseTimeout()));
  }

  /** Describes a failure to connect; with a proxy, it is the proxy that cannot be reached. */
  Text describe(Exception failure) {
    Text why = why(failure);
    return settings.proxy() != null && isBelowTls(failure)
        ? Reason.PROXY_NOT_REACHED.text(proxyHost(), why, settings.property("proxy.url"))
        : why;
  }

  private static boolean isBelowTls(Exception failure) {
    return failure instanceof UnknownHostException || failure instanceof ConnectException;
  }

  private Text why(Exception failure) {
    if (failure instanceof UnknownHostException) {
      return Reason.UNKNOWN_HOST.text();
    } else if (failure instanceof SocketTimeoutException) {
      return connectTimedOut();
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

  private Text secureConnection(Exception failure) {
    Optional<String> alert = handshakeAlert(failure);
    String bundle = settings.property("ssl-bundle");
    if (alert.isPresent()) {
      return Reason.HANDSHAKE_REJECTED.text(alert.get(), bundle);
    }
    return switch (TlsFailure.of(failure)) {
      case EXPIRED -> Reason.CERTIFICATE_EXPIRED.text(addressProperty);
      case NOT_YET_VALID -> Reason.CERTIFICATE_NOT_YET_VALID.text(addressProperty);
      case OTHER_HOST -> Reason.CERTIFICATE_OTHER_HOST.text(addressProperty);
      case NOT_TRUSTED ->
          settings.sslBundle().isBlank()
              ? Reason.CERTIFICATE_NOT_TRUSTED.text(bundle)
              : Reason.CERTIFICATE_NOT_IN_BUNDLE.text(settings.sslBundle(), bundle);
      case OTHER -> Reason.NO_TLS.text(addressProperty, bundle);
    };
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

  /**
   * Describes a failure after the first byte of the request.
   *
   * @param mayLackCertificate whether the server may have closed the connection because it requires
   *     a client certificate: some do so without an alert
   */
  Text responding(Exception failure, boolean mayLackCertificate) {
    Text why = responding(failure);
    return mayLackCertificate
            && (failure instanceof NoHttpResponseException
                || failure instanceof SocketException
                || failure instanceof SSLException)
        ? Reason.MAY_REQUIRE_CERTIFICATE.text(why, settings.property("ssl-bundle"))
        : why;
  }

  private Text responding(Exception failure) {
    if (failure instanceof SocketTimeoutException) {
      return responseTimedOut();
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
}
