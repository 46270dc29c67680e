package orderimport.carrier;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accepts http and https addresses only: pages and results link to them. */
public final class WebAddress {
  private WebAddress() {}

  /** The address if it is an absolute http or https address with a host; otherwise empty. */
  public static Optional<URI> parse(@Nullable String text) {
    try {
      return Optional.ofNullable(text)
          .map(URI::create)
          .filter(uri -> uri.getHost() != null)
          .filter(uri -> String.valueOf(uri.getScheme()).matches("(?i)https?"));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The text if it is such an address; otherwise null. */
  public static @Nullable String orNull(@Nullable String text) {
    return parse(text).isPresent() ? text : null;
  }
}
