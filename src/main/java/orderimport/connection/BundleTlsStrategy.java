package orderimport.connection;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * TLS with the certificates of one of Spring Boot's bundles. Each new connection uses those that
 * the bundle has at that time, so that changed files take effect without a restart.
 */
public final class BundleTlsStrategy implements TlsSocketStrategy {

  private final String name;
  private final SslBundles bundles;
  private @Nullable SslBundle bundle;
  private @Nullable TlsSocketStrategy strategy;

  private BundleTlsStrategy(String name, SslBundles bundles) {
    this.name = name;
    this.bundles = bundles;
  }

  /**
   * TLS with a bundle's certificates.
   *
   * @param name blank for the certificates of the Java installation
   */
  public static TlsSocketStrategy of(String name, SslBundles bundles) {
    return name.isBlank()
        ? DefaultClientTlsStrategy.createSystemDefault()
        : new BundleTlsStrategy(name, bundles);
  }

  @Override
  public SSLSocket upgrade(
      Socket socket, String target, int port, Object attachment, HttpContext context)
      throws IOException {
    return current().upgrade(socket, target, port, attachment, context);
  }

  private synchronized TlsSocketStrategy current() {
    SslBundle latest = bundles.getBundle(name);
    if (strategy == null || latest != bundle) {
      bundle = latest;
      strategy =
          new DefaultClientTlsStrategy(
              latest.createSslContext(),
              latest.getOptions().getEnabledProtocols(),
              latest.getOptions().getCiphers(),
              SSLBufferMode.STATIC,
              HttpsSupport.getDefaultHostnameVerifier());
    }
    return strategy;
  }
}
