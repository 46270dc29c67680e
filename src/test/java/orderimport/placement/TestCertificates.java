package orderimport.placement;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/** The certificates of a carrier on the loopback interface and of its clients. */
public final class TestCertificates {
  /** The carrier's certificate, which also signs those of its clients. */
  public static final String CARRIER = "carrier";

  public static final String VALID = "valid";
  public static final String EXPIRED = "expired";

  /** A client without a certificate. */
  public static final String NONE = "none";

  private static final char[] PASSWORD = KeyTool.PASSWORD.toCharArray();

  /** The key store that all start with. */
  private static byte @Nullable [] usual;

  private final Path folder;

  public TestCertificates(Path folder) throws Exception {
    this.folder = folder;
    Files.write(store(), usual(this));
  }

  private static synchronized byte[] usual(TestCertificates first) throws Exception {
    if (usual == null) {
      KeyTool.generate(first.store(), CARRIER, "-ext", "san=ip:127.0.0.1", "-ext", "bc:c");
      KeyTool.generate(first.store(), VALID, "-signer", CARRIER);
      KeyTool.generate(
          first.store(), EXPIRED, "-signer", CARRIER, "-startdate", "-10d", "-validity", "5");
      usual = Files.readAllBytes(first.store());
    }
    return usual;
  }

  private Path store() {
    return folder.resolve("keys.p12");
  }

  /**
   * Adds a certificate, which counts as a name here.
   *
   * @param options of keytool
   */
  public void add(String name, String... options) throws Exception {
    KeyTool.generate(store(), name, options);
  }

  /** Trusts the carrier and the certificates that it signed. */
  public SSLContext context(String certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(CARRIER, all().getCertificate(CARRIER));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    return context(certificate, trust.getTrustManagers());
  }

  public Certificate certificate(String name) throws Exception {
    return all().getCertificate(name);
  }

  /** A bundle that trusts the carrier, with this client certificate. */
  public SslBundle bundle(String certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(CARRIER, all().getCertificate(CARRIER));
    return SslBundle.of(
        SslStoreBundle.of(
            certificate.equals(NONE) ? null : own(all(), certificate), KeyTool.PASSWORD, trusted));
  }

  public SSLContext context(String certificate, TrustManager... trust) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(all(), certificate), trust, null);
    return context;
  }

  private KeyStore all() throws Exception {
    return KeyStore.getInstance(store().toFile(), PASSWORD);
  }

  private static KeyManager @Nullable [] keys(KeyStore all, String certificate) throws Exception {
    if (certificate.equals(NONE)) {
      return null;
    }
    KeyStore own = own(all, certificate);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD);
    return keys.getKeyManagers();
  }

  private static KeyStore own(KeyStore all, String certificate) throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    Certificate[] chain = all.getCertificateChain(certificate);
    own.setKeyEntry(certificate, all.getKey(certificate, PASSWORD), PASSWORD, chain);
    return own;
  }
}
