package orderimport.placement;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/** Addresses to send to. */
final class HttpUris {

  private HttpUris() {}

  /** The address, if it is one of http or https with a host, and has no user or password in it. */
  static Optional<URI> parse(String text) {
    try {
      URI uri = URI.create(text.strip());
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null && uri.getRawUserInfo() == null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** An address for a message: without user and query, which may hold secrets. */
  static String shown(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    return uri.getHost() == null
        ? path
        : "%s://%s%s%s"
            .formatted(
                uri.getScheme(), uri.getHost(), uri.getPort() < 0 ? "" : ":" + uri.getPort(), path);
  }

  /** Whether an address differs from one of http in nothing but https; the port has to differ. */
  static boolean isSameWithHttps(URI http, URI other) {
    return "http".equalsIgnoreCase(http.getScheme())
        && "https".equalsIgnoreCase(other.getScheme())
        && http.getHost().equalsIgnoreCase(other.getHost())
        && http.getRawPath().equals(other.getRawPath())
        && Objects.equals(http.getRawQuery(), other.getRawQuery());
  }
}
