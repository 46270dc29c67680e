package orderimport.placement.http;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Keeps the certificate that a server presents, and accepts none: the handshake fails. */
final class PresentedCertificate implements X509TrustManager {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final int MOST_NAMES = 5;

  private volatile @Nullable X509Certificate certificate;

  /** The server's own certificate; null if it presented none. */
  @Nullable X509Certificate certificate() {
    return certificate;
  }

  /** The subject of a certificate, with the hosts that it is for. */
  static String subject(X509Certificate certificate) {
    String hosts = hosts(certificate);
    String subject = certificate.getSubjectX500Principal().getName();
    return hosts.isEmpty() ? subject : "%s (%s)".formatted(subject, hosts);
  }

  private static String hosts(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? ""
          : names.stream()
              .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
              .map(name -> String.valueOf(name.get(1)))
              .limit(MOST_NAMES)
              .collect(Collectors.joining(", "));
    } catch (CertificateParsingException e) {
      return "";
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    certificate = chain[0];
    throw new CertificateException("only shown");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("only shown");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
