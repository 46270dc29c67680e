package orderimport.placement.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
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
  private final TransportErrors errors;
  private final List<CheckStep> steps = new ArrayList<>();

  private ConnectionProbe(ConnectionSettings settings) {
    this.settings = settings;
    this.errors = new TransportErrors(settings);
  }

  /** Connects to the server of an http or https address; the last step may have failed. */
  public static List<CheckStep> run(ConnectionSettings settings, URI uri) {
    ConnectionProbe probe = new ConnectionProbe(settings);
    try (Socket socket = new Socket()) {
      probe.connect(socket, uri);
    } catch (IOException e) {
      probe.steps.add(CheckStep.failed(probe.reason(e)));
    }
    return probe.steps;
  }

  private Text reason(IOException failure) {
    Text why =
        failure instanceof ProxyRejectedException rejected
            ? errors.proxyRejects(rejected.status())
            : errors.describe(failure);
    boolean namesSetting =
        failure instanceof ProxyRejectedException || why.toString().contains(settings.prefix());
    return namesSetting ? why : Reason.CHECK.text(why, settings.property("base-url"));
  }

  private void connect(Socket socket, URI uri) throws IOException {
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
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
    if (!secure) {
      passed(Reason.CHECK_UNENCRYPTED.text(settings.property("base-url")));
      return;
    }
    if (proxy != null) {
      openTunnel(socket, proxy, uri.getHost() + ":" + port);
      passed(Reason.CHECK_TUNNEL.text(uri.getHost() + ":" + port));
    }
    secure(socket, uri.getHost(), port);
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

  private void secure(Socket socket, String host, int port) throws IOException {
    try (SSLSocket secure =
        (SSLSocket) context().getSocketFactory().createSocket(socket, host, port, true)) {
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
      SSLSession session = secure.getSession();
      show(Reason.CHECK_CERTIFICATE, session.getPeerCertificates());
      awaitAlert(secure);
      if (session.getLocalCertificates() != null) {
        show(Reason.CHECK_CLIENT_CERTIFICATE, session.getLocalCertificates());
      }
    }
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
              LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC)));
    }
  }

  /** In TLS 1.3 the server rejects a client certificate after the handshake of the client. */
  private static void awaitAlert(SSLSocket secure) throws IOException {
    secure.setSoTimeout(ALERT_TIMEOUT);
    try {
      secure.getInputStream().read();
    } catch (SocketTimeoutException accepted) {
      // The server waits for a request.
    }
  }
}
