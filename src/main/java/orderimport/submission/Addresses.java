package orderimport.submission;

import java.net.URI;
import java.util.Optional;

/** Addresses to send to. */
final class Addresses {

  private Addresses() {}

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
}
