package orderimport.placement.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import orderimport.carrier.ProxyProperties;
import orderimport.problem.Reason;
import orderimport.problem.Text;

/** Connects to a server step by step, and sends it nothing. */
public final class ConnectionProbe {
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  /** The time in milliseconds that a server may take to reject a client certificate in TLS 1.3. */
  private static final int ALERT_TIMEOUT = 1_000;

  private static final int LONGEST_LINE = 1_000;

  private final ConnectionSettings settings;
  private final String addressProperty;
  private final TransportErrors errors;
  private final List<CheckStep> steps = new ArrayList<>();
  private boolean certificateShown;

  private ConnectionProbe(ConnectionSettings settings, String addressProperty) {
    this.settings = settings;
    this.addressProperty = addressProperty;
    this.errors = new TransportErrors(settings, addressProperty);
  }

  /**
   * Connects to the server of an http or https address; the last step may have failed.
   *
   * @param addressProperty the full name of the setting with the address
   */
  public static List<CheckStep> run(ConnectionSettings settings, URI uri, String addressProperty) {
    ConnectionProbe probe = new ConnectionProbe(settings, addressProperty);
    try (Socket socket = new Socket()) {
      probe.connect(socket, uri);
    } catch (SSLException e) {
      if (!probe.certificateShown) {
        probe.showPresented(uri);
      }
      probe.steps.add(CheckStep.failed(probe.reason(e)));
    } catch (IOException e) {
      probe.steps.add(CheckStep.failed(probe.reason(e)));
    }
    return probe.steps;
  }

  /** Shows the certificate that was not accepted, which a failed handshake does not return. */
  private void showPresented(URI uri) {
    PresentedCertificate presented = new PresentedCertificate();
    try (Socket socket = new Socket()) {
      ConnectionProbe again = new ConnectionProbe(settings, addressProperty);
      again.open(socket, uri);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {presented}, null);
      again.handshake(socket, uri, context);
    } catch (IOException | GeneralSecurityException expected) {
      // It accepts no certificate.
    }
    X509Certificate certificate = presented.certificate();
    if (certificate != null) {
      passed(
          Reason.CHECK_PRESENTED.text(
              PresentedCertificate.subject(certificate),
              certificate.getIssuerX500Principal().getName(),
              day(certificate.getNotBefore()),
              day(certificate.getNotAfter())));
    }
  }

  private Text reason(IOException failure) {
    Text why =
        failure instanceof ProxyRejectedException rejected
            ? errors.proxyRejects(rejected.status())
            : errors.describe(failure);
    boolean namesSetting =
        failure instanceof ProxyRejectedException || why.toString().contains(settings.prefix());
    return namesSetting ? why : Reason.CHECK.text(why, addressProperty);
  }

  private static boolean isSecure(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : isSecure(uri) ? HTTPS_PORT : HTTP_PORT;
  }

  private void connect(Socket socket, URI uri) throws IOException {
    open(socket, uri);
    if (isSecure(uri)) {
      secure(socket, uri);
    } else {
      passed(Reason.CHECK_UNENCRYPTED.text(addressProperty));
    }
  }

  /** Connects to the server, with https also through a proxy. */
  private void open(Socket socket, URI uri) throws IOException {
    int port = port(uri);
    ProxyProperties proxy = settings.proxy();
    String host = proxy == null ? uri.getHost() : proxy.host();
    passed(Reason.CHECK_HOST.text(host, addresses(host)));
    int timeout = Math.toIntExact(settings.connectTimeout().toMillis());
    socket.connect(new InetSocketAddress(host, proxy == null ? port : proxy.port()), timeout);
    socket.setSoTimeout(timeout);
    passed(
        proxy == null
            ? Reason.CHECK_CONNECTED.text(host + ":" + port)
            : Reason.CHECK_PROXY_CONNECTED.text(host + ":" + proxy.port()));
    if (proxy != null && isSecure(uri)) {
      openTunnel(socket, proxy, uri.getHost() + ":" + port);
      passed(Reason.CHECK_TUNNEL.text(uri.getHost() + ":" + port));
    }
  }

  private void passed(Text message) {
    steps.add(CheckStep.passed(message));
  }

  private static String addresses(String host) throws UnknownHostException {
    return Arrays.stream(InetAddress.getAllByName(host))
        .map(InetAddress::getHostAddress)
        .collect(Collectors.joining(", "));
  }

  private static void openTunnel(Socket socket, ProxyProperties proxy, String target)
      throws IOException {
    String authorization =
        proxy.hasCredentials()
            ? "Proxy-Authorization: " + GuardedRequestExecutor.authorization(proxy) + "\r\n"
            : "";
    socket
        .getOutputStream()
        .write(
            "CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n%2$s\r\n"
                .formatted(target, authorization)
                .getBytes(StandardCharsets.ISO_8859_1));
    String[] status = line(socket.getInputStream()).split(" ");
    int code = status.length > 1 && status[1].matches("\\d{3}") ? Integer.parseInt(status[1]) : 0;
    if (code != 200) {
      throw new ProxyRejectedException(code);
    }
    while (!line(socket.getInputStream()).isEmpty()) {
      // The rest of the head.
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.length() < LONGEST_LINE) {
        line.append((char) next);
      }
    }
    return line.toString().strip();
  }

  private void secure(Socket socket, URI uri) throws IOException {
    try (SSLSocket secure = handshake(socket, uri, context())) {
      SSLSession session = secure.getSession();
      show(Reason.CHECK_CERTIFICATE, session.getPeerCertificates());
      certificateShown = true;
      boolean open = awaitAlert(secure);
      if (session.getLocalCertificates() != null) {
        show(Reason.CHECK_CLIENT_CERTIFICATE, session.getLocalCertificates());
      }
      if (!open) {
        steps.add(
            CheckStep.failed(
                Reason.MAY_REQUIRE_CERTIFICATE.text(
                    Reason.CLOSED_AFTER_HANDSHAKE.text(), settings.property("ssl-bundle"))));
      }
    }
  }

  private SSLSocket handshake(Socket socket, URI uri, SSLContext context) throws IOException {
    SSLSocket secure =
        (SSLSocket) context.getSocketFactory().createSocket(socket, uri.getHost(), port(uri), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (!settings.sslBundle().isBlank()) {
      var options = settings.sslBundles().getBundle(settings.sslBundle()).getOptions();
      if (options.getEnabledProtocols() != null) {
        parameters.setProtocols(options.getEnabledProtocols());
      }
      if (options.getCiphers() != null) {
        parameters.setCipherSuites(options.getCiphers());
      }
    }
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private SSLContext context() {
    try {
      return settings.sslBundle().isBlank()
          ? SSLContext.getDefault()
          : settings.sslBundles().getBundle(settings.sslBundle()).createSslContext();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("There is no default for TLS", e);
    }
  }

  private void show(Reason reason, Certificate[] chain) {
    if (chain.length > 0 && chain[0] instanceof X509Certificate certificate) {
      passed(
          reason.text(
              certificate.getSubjectX500Principal().getName(),
              certificate.getIssuerX500Principal().getName(),
              day(certificate.getNotAfter())));
    }
  }

  private static LocalDate day(Date date) {
    return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
  }

  /**
   * In TLS 1.3 the server rejects a client certificate after the handshake of the client, or closes
   * the connection without an alert.
   *
   * @return whether the connection is still open
   */
  private static boolean awaitAlert(SSLSocket secure) throws IOException {
    secure.setSoTimeout(ALERT_TIMEOUT);
    try {
      return secure.getInputStream().read() >= 0;
    } catch (SocketTimeoutException accepted) {
      // The server waits for a request.
      return true;
    } catch (SocketException reset) {
      return false;
    }
  }
}
