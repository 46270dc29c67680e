package orderimport.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import orderimport.placement.KeyTool;
import org.jspecify.annotations.Nullable;

/**
 * A private certificate authority with the certificates of a carrier and of its client, as files
 * {@code ca.pem}, {@code client.pem} and {@code client.key}.
 */
final class PrivateCertificates {
  private static final String AUTHORITY = "authority";
  private static final String CARRIER = "carrier";
  private static final String CLIENT = "client";
  private static final char[] PASSWORD = KeyTool.PASSWORD.toCharArray();

  /** The key store that all start with. */
  private static byte @Nullable [] usual;

  private final Path folder;
  private KeyStore all;

  PrivateCertificates(Path folder) throws IOException, GeneralSecurityException {
    this.folder = folder;
    Path store = folder.resolve("all.p12");
    Files.write(store, usual(store));
    all = load(store);
    write("ca.pem", "CERTIFICATE", all.getCertificate(AUTHORITY).getEncoded());
    write("client.pem", "CERTIFICATE", all.getCertificate(CLIENT).getEncoded());
    write("client.key", "PRIVATE KEY", key(CLIENT).getEncoded());
  }

  private static synchronized byte[] usual(Path store) throws IOException {
    if (usual == null) {
      KeyTool.generate(store, AUTHORITY, "-ext", "bc:c");
      KeyTool.generate(store, CARRIER, "-signer", AUTHORITY, "-ext", "san=ip:127.0.0.1");
      KeyTool.generate(store, CLIENT, "-signer", AUTHORITY, "-ext", "eku=clientAuth");
      usual = Files.readAllBytes(store);
    }
    return usual;
  }

  private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    KeyStore loaded = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      loaded.load(in, PASSWORD);
    }
    return loaded;
  }

  /**
   * What a server needs to present another certificate.
   *
   * @param options of keytool
   */
  SSLContext server(String name, String... options) throws IOException, GeneralSecurityException {
    Path store = folder.resolve("all.p12");
    KeyTool.generate(store, name, options);
    all = load(store);
    return context(name);
  }

  private Key key(String name) throws GeneralSecurityException {
    return all.getKey(name, PASSWORD);
  }

  private void write(String name, String kind, byte[] content) throws IOException {
    Files.writeString(
        file(name),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** What the carrier's server needs to present its certificate and to check its client's. */
  SSLContext carrier() {
    return context(CARRIER);
  }

  private SSLContext context(String name) {
    try {
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, PASSWORD);
      own.setKeyEntry(name, key(name), PASSWORD, new Certificate[] {all.getCertificate(name)});
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, PASSWORD);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, PASSWORD);
      trusted.setCertificateEntry(AUTHORITY, all.getCertificate(AUTHORITY));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
