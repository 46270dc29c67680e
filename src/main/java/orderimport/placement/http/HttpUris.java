package orderimport.placement.http;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import orderimport.carrier.WebAddress;

/** Parses, compares and shows http(s) addresses. */
public final class HttpUris {

  private HttpUris() {}

  /**
   * The address if it is an http(s) address with a host and without user information; otherwise
   * empty.
   */
  public static Optional<URI> parse(String text) {
    return WebAddress.parse(text.strip()).filter(uri -> uri.getRawUserInfo() == null);
  }

  /** An address for a message, without user and query, which may contain secrets. */
  public static String describe(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    return uri.getHost() == null
        ? path
        : "%s://%s%s%s"
            .formatted(
                uri.getScheme(), uri.getHost(), uri.getPort() < 0 ? "" : ":" + uri.getPort(), path);
  }

  /** Whether an address differs from an http address only in the scheme https and the port. */
  public static boolean isSameWithHttps(URI http, URI https) {
    return "http".equalsIgnoreCase(http.getScheme())
        && "https".equalsIgnoreCase(https.getScheme())
        && http.getHost().equalsIgnoreCase(https.getHost())
        && http.getRawPath().equals(https.getRawPath())
        && Objects.equals(http.getRawQuery(), https.getRawQuery());
  }
}
