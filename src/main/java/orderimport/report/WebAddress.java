package orderimport.report;

import org.jspecify.annotations.Nullable;

/** Accepts http and https links of carriers. */
final class WebAddress {

  private WebAddress() {}

  static String orEmpty(@Nullable String link) {
    return link != null && link.matches("https?://\\S+") ? link : "";
  }
}
